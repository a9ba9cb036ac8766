using Mem0Observability.Model;

namespace Mem0Observability.Web.Logs;

/// <param name="Entries">Newest first.</param>
/// <param name="Cursor">For older ones; null where these are all.</param>
public sealed record LogFound(IReadOnlyList<LogEntry> Entries, string? Cursor)
{
    public IReadOnlyList<LogFacet> Facets { get; } = LogFacets.Of(Entries);
}
