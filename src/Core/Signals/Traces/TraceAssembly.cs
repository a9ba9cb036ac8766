using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Makes traces of spans, whichever store they come from.</summary>
internal static class TraceAssembly
{
    /// <param name="spans">At least one, all of one trace, in any order.</param>
    public static Trace Of(string traceId, IEnumerable<TraceSpan> spans)
    {
        // A span that was sent twice (a retry) arrives twice. Ids break ties, so that the order never depends on the store.
        TraceSpan[] ordered =
        [
            .. spans.DistinctBy(s => s.SpanId).OrderBy(s => s.StartUnixNanoseconds).ThenBy(s => s.SpanId, StringComparer.Ordinal),
        ];
        TraceSpan first = ordered[0];
        TraceSpan root = Array.Find(ordered, s => s.ParentSpanId is null) ?? first;
        long end = ordered.Max(s => s.StartUnixNanoseconds + Math.Min(s.DurationNanoseconds, long.MaxValue - s.StartUnixNanoseconds));
        return new Trace(
            traceId,
            first.StartTime,
            UnixNanoseconds.ToDuration(end - first.StartUnixNanoseconds),
            root.Service,
            root.Name,
            ordered.Count(s => s.Status == SpanStatuses.Error),
            [.. ordered.Select(s => s.Service).Distinct(StringComparer.Ordinal)],
            ordered);
    }

    /// <summary>Spans of any number of traces, newest trace first.</summary>
    public static IReadOnlyList<Trace> Group(IEnumerable<TraceSpan> spans) =>
    [
        .. spans.GroupBy(s => s.TraceId, StringComparer.Ordinal)
            .Select(g => Of(g.Key, g))
            .OrderByDescending(t => t.Spans[0].StartUnixNanoseconds)
            .ThenBy(t => t.TraceId, StringComparer.Ordinal),
    ];
}
