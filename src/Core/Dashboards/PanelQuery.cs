namespace Mem0Observability.Dashboards;

/// <summary>One query of a panel, with its variables not yet expanded.</summary>
/// <param name="RefId">The letter by which the panel names it.</param>
/// <param name="SourceType">The kind of data source, for example <c>prometheus</c>.</param>
/// <param name="Text">PromQL for Prometheus, Lucene for Elasticsearch.</param>
/// <param name="Instant">Asked for now, not for the whole range.</param>
internal sealed record PanelQuery(string RefId, string SourceType, string Text, bool Instant)
{
    /// <summary>The name of a series, with <c>{{label}}</c>; empty for its labels.</summary>
    public string Legend { get; init; } = "";

    /// <summary>Also asks for single requests that the metric counted.</summary>
    public bool HasExemplars { get; init; }

    /// <summary>Asked for, and not shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>How many lines a query of logs may give.</summary>
    public int? Limit { get; init; }
}
