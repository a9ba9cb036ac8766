using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>What a report says about a range of time.</summary>
/// <param name="Levels">Null where they could not be measured.</param>
/// <param name="Incidents">Null where the inbox did not answer.</param>
/// <param name="Drills">Test alerts, which are no incidents.</param>
/// <param name="Missing">What could not be asked, and why; everything else was answered.</param>
internal sealed record ReportData(
    DateTimeOffset Start,
    DateTimeOffset End,
    DateTimeOffset MadeAt,
    IReadOnlyList<ServiceLevel>? Levels,
    IReadOnlyList<ServicePicture> Services,
    IReadOnlyList<AlertHistory>? Incidents,
    IReadOnlyList<AlertHistory> Drills,
    IReadOnlyList<Regression> Slower,
    IReadOnlyList<Regression> Failing,
    IReadOnlyList<CanaryLine> Canaries,
    IReadOnlyList<string> Missing)
{
    public TimeSpan Length => End - Start;
}

/// <summary>The lines of one service; a list is empty where nothing is recorded.</summary>
internal sealed record ServicePicture(string Service, IReadOnlyList<PictureLine> Lines);

/// <param name="Unit">Grafana's name of it.</param>
/// <param name="Least">Where the picture begins and ends at least; null for what suits.</param>
internal sealed record PictureLine(string Title, string Unit, IReadOnlyList<MetricSample> Samples, double? Least = null, double? Most = null);

/// <summary>Something that got worse: its value in the range, and in the range of the same length before.</summary>
/// <param name="Calls">In the range.</param>
internal sealed record Regression(string What, string Service, string Name, double Before, double Now, double Calls);

/// <summary>How the canaries of one signal fared.</summary>
/// <param name="P95">Seconds; null where none arrived.</param>
internal sealed record CanaryLine(string Signal, double Arrived, double Failed, double? P95);
