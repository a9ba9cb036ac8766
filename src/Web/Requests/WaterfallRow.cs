using Mem0Observability.Model;

namespace Mem0Observability.Web.Requests;

/// <summary>A span's place in a small waterfall.</summary>
/// <param name="Depth">Below how many spans.</param>
/// <param name="Left">Where it begins, in per cent of the trace.</param>
/// <param name="Width">How long it is, in per cent of the trace.</param>
internal sealed record WaterfallRow(TraceSpan Span, int Depth, double Left, double Width)
{
    private const double Narrowest = 0.4;

    /// <summary>Each span below its parent, in the order in which they began; the first <paramref name="limit"/>.</summary>
    public static IReadOnlyList<WaterfallRow> Of(Trace trace, int limit)
    {
        var known = trace.Spans.Select(s => s.SpanId).ToHashSet(StringComparer.Ordinal);
        // A parent that has not arrived makes a root of its child.
        ILookup<string, TraceSpan> children = trace.Spans.ToLookup(s => s.ParentSpanId is { } p && p != s.SpanId && known.Contains(p) ? p : "");
        var rows = new List<WaterfallRow>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(TraceSpan Span, int Depth)>(children[""].OrderByDescending(s => s.StartUnixNanoseconds).Select(s => (s, 0)));
        while (rows.Count < limit && open.TryPop(out var next))
        {
            if (!seen.Add(next.Span.SpanId))
                continue;
            rows.Add(Row(trace, next.Span, next.Depth));
            foreach (TraceSpan child in children[next.Span.SpanId].OrderByDescending(s => s.StartUnixNanoseconds))
                open.Push((child, next.Depth + 1));
        }

        return rows;
    }

    private static WaterfallRow Row(Trace trace, TraceSpan span, int depth)
    {
        double whole = Math.Max(trace.Duration.TotalMilliseconds, 1e-6);
        double left = Math.Clamp((span.StartTime - trace.StartTime).TotalMilliseconds / whole * 100, 0, 100 - Narrowest);
        return new WaterfallRow(span, depth, left, Math.Clamp(span.Duration.TotalMilliseconds / whole * 100, Narrowest, 100 - left));
    }
}
