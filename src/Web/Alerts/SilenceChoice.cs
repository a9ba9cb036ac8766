using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Web.Alerts;

/// <summary>A silence as it was filled in beside an alert.</summary>
/// <param name="Chosen">Names of the labels that an alert must have in common to be silent.</param>
internal sealed record SilenceChoice(IReadOnlyDictionary<string, string> Labels, IReadOnlySet<string> Chosen, string Duration, string By, string Comment)
{
    public const string Default = "2h";

    public static IReadOnlyDictionary<string, TimeSpan> Durations { get; } = new Dictionary<string, TimeSpan>
    {
        ["30m"] = TimeSpan.FromMinutes(30),
        [Default] = TimeSpan.FromHours(2),
        ["8h"] = TimeSpan.FromHours(8),
        ["1d"] = TimeSpan.FromDays(1),
    };

    /// <summary>What says which alert and of what; the other labels may differ the next time.</summary>
    public static IEnumerable<string> Suggested(IReadOnlyDictionary<string, string> labels) =>
        new[] { "alertname", "service", "severity" }.Where(labels.ContainsKey);

    /// <summary>Never by force: what proves the path of alerts is not silenced from here.</summary>
    public SilenceRequest ToRequest()
    {
        if (By.Trim().Length == 0 || Comment.Trim().Length == 0)
            throw Incomplete("Say who makes the silence, and why.");
        if (!Durations.TryGetValue(Duration, out TimeSpan length))
            throw Incomplete($"A silence lasts {string.Join(", ", Durations.Keys)}, not '{Duration}'.");

        string[] matchers = [.. Labels.Where(l => Chosen.Contains(l.Key)).Select(l => PromQL.Matcher(l.Key, l.Value))];
        return matchers.Length > 0
            ? new SilenceRequest([], [], [], matchers, length, null, By.Trim(), Comment.Trim(), Force: false)
            : throw Incomplete("Choose at least one label: a silence without would mute everything.");
    }

    private static StackException Incomplete(string message) => new("SilenceIncomplete", StackErrorCategory.InvalidArgument, message);
}
