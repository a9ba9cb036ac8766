using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Map;

/// <summary>The numbers of the map. What nobody knows is a dash, not a zero.</summary>
internal static class MapText
{
    private const string Unknown = "–";

    public static string Rate(long calls, TimeSpan length)
    {
        double rate = calls / Math.Max(1, length.TotalSeconds);
        return rate is > 0 and < 0.01 ? $"{(rate * 60).ToString("0.##", CultureInfo.InvariantCulture)}/min" : $"{rate.ToString("0.##", CultureInfo.InvariantCulture)}/s";
    }

    public static string Errors(long calls, long? errors) => errors switch
    {
        null => Unknown,
        0 => "0",
        var e => $"✕ {e} ({Percent(calls, e.Value)})",
    };

    /// <summary>Few errors are not none.</summary>
    public static string Percent(long calls, long errors) => (100.0 * errors / Math.Max(1, calls)) switch
    {
        > 0 and < 0.1 => "<0.1 %",
        var part => $"{part.ToString("0.#", CultureInfo.InvariantCulture)} %",
    };

    public static string Dashboard(MapNode node) =>
        node.IsDatabase ? PageLinks.Dashboard("database") : $"{PageLinks.Dashboard("performance")}?var-service={Uri.EscapeDataString(node.Name)}";

    public static string Duration(TimeSpan? duration) => duration is { } known ? DurationText.Of(known) : Unknown;
}
