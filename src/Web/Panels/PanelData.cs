using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>What the queries of a panel gave.</summary>
public sealed class PanelData
{
    internal IReadOnlyList<PanelSeries> Series { get; init; } = [];

    internal IReadOnlyList<LogEntry> Logs { get; init; } = [];

    internal IReadOnlyList<MetricExemplar> Exemplars { get; init; } = [];

    /// <summary>Firing alerts and the like.</summary>
    internal IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>What a query could not be asked for, and what the store said about it.</summary>
    internal IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>How far apart the points are.</summary>
    internal TimeSpan Step { get; init; }

    internal bool IsEmpty => Logs.Count == 0 && !Series.Any(s => s.Points.Any(p => double.IsFinite(p.Value)));
}
