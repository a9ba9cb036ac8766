namespace Mem0Observability.Web.Traces;

/// <summary>A trace in a list.</summary>
public sealed record TraceSummary(string Id, DateTimeOffset Start, TimeSpan Duration, string Service, string Operation, int Spans, int Errors, IReadOnlyList<string> Services);
