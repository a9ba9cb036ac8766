namespace Mem0Observability.Dashboards;

/// <summary>One query of a panel, with its variables not yet expanded.</summary>
/// <param name="RefId">The letter by which the panel names it.</param>
/// <param name="SourceType">The kind of data source, for example <c>prometheus</c>.</param>
/// <param name="Text">PromQL for Prometheus, Lucene for Elasticsearch.</param>
/// <param name="Instant">Asked for now, not for the whole range.</param>
internal sealed record PanelQuery(string RefId, string SourceType, string Text, bool Instant);
