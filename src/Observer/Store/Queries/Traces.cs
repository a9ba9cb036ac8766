using Mem0Observability.Model;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Puts the spans of a trace together.</summary>
internal static class Traces
{
    /// <param name="spans">At least one, in any order. A span that a client sent twice counts once.</param>
    public static Trace Assemble(string traceId, IEnumerable<TraceSpan> spans)
    {
        TraceSpan[] ordered = [.. spans.DistinctBy(s => s.SpanId).OrderBy(s => s.StartUnixNanoseconds).ThenBy(s => s.SpanId, StringComparer.Ordinal)];
        TraceSpan root = Array.Find(ordered, s => s.ParentSpanId is null) ?? ordered[0];
        long end = ordered.Max(s => s.StartUnixNanoseconds + s.DurationNanoseconds);
        return new Trace(
            traceId,
            ordered[0].StartTime,
            TimeSpan.FromTicks((end - ordered[0].StartUnixNanoseconds) / TimeSpan.NanosecondsPerTick),
            root.Service,
            root.Name,
            ordered.Count(s => s.Status == "Error"),
            [.. ordered.Select(s => s.Service).Distinct()],
            ordered);
    }
}
