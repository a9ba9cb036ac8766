namespace Mem0Observability.Web.Logs;

/// <summary>A field of the records that are shown, with its most frequent values.</summary>
public sealed record LogFacet(string Key, LogFacetKind Kind, IReadOnlyList<LogFacetValue> Values);
