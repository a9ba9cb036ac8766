namespace Mem0Observability.Web.Logs;

/// <param name="Count">How many of the shown records have it.</param>
public sealed record LogFacetValue(string Value, int Count);
