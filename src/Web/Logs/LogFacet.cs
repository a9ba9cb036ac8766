namespace Mem0Observability.Web.Logs;

/// <summary>A field of the records that are shown, with its most frequent values.</summary>
public sealed record LogFacet(string Key, LogFacetKind Kind, IReadOnlyList<LogFacetValue> Values);

public sealed record LogFacetValue(string Value, int Count);

/// <summary>How a value is asked for.</summary>
public enum LogFacetKind
{
    Service,
    Level,
    Attribute,
}
