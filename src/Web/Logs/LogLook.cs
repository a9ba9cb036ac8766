using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Logs;

/// <summary>How records are written and coloured, and where they lead.</summary>
internal static class LogLook
{
    /// <summary>What came just before and after says why.</summary>
    private static readonly TimeSpan s_surrounding = TimeSpan.FromSeconds(15);

    public static string Class(string level) => level switch
    {
        "Fatal" or "Error" => "bad",
        "Warning" => "warn",
        "Information" => "info",
        _ => "soft",
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>The same page, in the same time, about something else.</summary>
    public static string Address(NavigationManager navigation, LogAsk ask) => navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = Or(ask.Query),
        ["service"] = Or(ask.Service),
        ["level"] = Or(ask.Level),
        ["trace"] = Or(ask.Trace),
        ["request"] = Or(ask.Request),
        ["at"] = null,
    });

    public static string Surroundings(LogEntry entry) =>
        $"{PageLinks.At(PageLinks.Logs(service: entry.Service), TimeRange.Between(entry.Timestamp - s_surrounding, entry.Timestamp + s_surrounding))}&at={Uri.EscapeDataString(entry.Id)}";

    private static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
