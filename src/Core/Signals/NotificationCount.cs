using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Signals;

/// <summary>What became of the notifications of one receiver since the router started, by the router's own metrics.</summary>
/// <param name="Receiver">As the configuration names it.</param>
/// <param name="Attempts">Requests that were answered or given up; one notification may need several.</param>
/// <param name="FailedAttempts">Of these, those that failed.</param>
/// <param name="Failed">Notifications that were given up.</param>
/// <param name="Reasons">Why, in the router's words, such as <c>clientError</c>.</param>
internal sealed partial record NotificationCount(string Receiver, double Attempts, double FailedAttempts, double Failed, IReadOnlyList<string> Reasons)
{
    public double Delivered => Attempts - FailedAttempts;

    /// <summary>Of the text format; a router without <c>receiver-name-in-metrics</c> gives none.</summary>
    public static IReadOnlyList<NotificationCount> Parse(string metrics)
    {
        var samples = Sample().Matches(metrics)
            .Select(m => (
                Name: m.Groups["name"].Value,
                Labels: Label().Matches(m.Groups["labels"].Value).ToDictionary(l => l.Groups["name"].Value, l => l.Groups["value"].Value),
                Value: double.Parse(m.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture)))
            .Where(s => s.Labels.ContainsKey("receiver_name")).ToList();
        return
        [
            .. samples.GroupBy(s => s.Labels["receiver_name"]).Select(r => new NotificationCount(
                r.Key,
                r.Where(s => s.Name == "requests_total").Sum(s => s.Value),
                r.Where(s => s.Name == "requests_failed_total").Sum(s => s.Value),
                r.Where(s => s.Name == "failed_total").Sum(s => s.Value),
                [.. r.Where(s => s.Name == "failed_total" && s.Value > 0).Select(s => s.Labels.GetValueOrDefault("reason", "other"))])),
        ];
    }

    [GeneratedRegex("""^alertmanager_notification(?:s_(?<name>failed_total)|_(?<name>requests_total|requests_failed_total))\{(?<labels>[^}]*)\} (?<value>\S+)$""", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>\w+)="(?<value>[^"]*)"(?:,|$)""")]
    private static partial Regex Label();
}
