using System.Diagnostics.CodeAnalysis;

namespace Mem0Observability.Signals.Silences;

/// <summary>The alerts that prove the alert path: muted, a broken path looks like a quiet one.</summary>
internal static class PathGuards
{
    /// <summary>As the shipped rules raise them, for when none is active.</summary>
    private static readonly IReadOnlyDictionary<string, string>[] s_shapes =
    [
        new Dictionary<string, string> { ["alertname"] = "Watchdog", ["severity"] = "none", ["owner"] = "monitoring", ["service"] = "prometheus", ["stack"] = "mem0-monitoring" },
        Drill("page"),
        Drill("ticket"),
        Drill("info"),
    ];

    public static bool IsGuard(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault("alertname", "") == "Watchdog" || labels.GetValueOrDefault("drill", "") == "true";

    /// <param name="muted">The active alerts that the silence would mute.</param>
    /// <returns>The name of one that the silence would mute; null where it leaves them alone.</returns>
    public static string? MutedBy(IReadOnlyList<SilenceMatcher> matchers, IReadOnlyList<RoutedAlert> muted) =>
        muted.Select(a => a.Labels).Where(IsGuard)
            .Concat(s_shapes.Where(s => matchers.All(m => m.Matches(s))))
            .Select(l => l["alertname"])
            .FirstOrDefault();

    [SuppressMessage("Performance", "CA1859", Justification = "One type for all shapes.")]
    private static IReadOnlyDictionary<string, string> Drill(string severity) => new Dictionary<string, string>
    {
        ["alertname"] = "Mem0TestAlert",
        ["severity"] = severity,
        ["drill"] = "true",
        ["drill_id"] = "drill-0",
        ["owner"] = "monitoring",
        ["service"] = "observer",
        ["job"] = "observer",
        ["instance"] = "observer:9095",
        ["stack"] = "mem0-monitoring",
    };
}
