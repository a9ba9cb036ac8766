namespace Mem0Observability.Model;

/// <summary>One line of a drawn trace.</summary>
/// <param name="Depth">0 for a root.</param>
/// <param name="Span">Null for a line that only says something.</param>
/// <param name="Remark">What such a line says.</param>
internal sealed record SpanLine(int Depth, TraceSpan? Span, string Remark = "")
{
    /// <summary>Each span exactly once, after its parent, siblings by start time. A parent that is not there gets a line that says so.</summary>
    public static IEnumerable<SpanLine> Arrange(IReadOnlyList<TraceSpan> spans)
    {
        HashSet<string> known = [.. spans.Select(s => s.SpanId)];
        ILookup<string, TraceSpan> children = spans.Where(s => s.ParentSpanId is not null).ToLookup(s => s.ParentSpanId!);
        var drawn = new HashSet<TraceSpan>(ReferenceEqualityComparer.Instance);

        foreach (TraceSpan root in spans.Where(s => s.ParentSpanId is null))
        {
            foreach (SpanLine line in Below(root, 0, children, drawn))
                yield return line;
        }

        foreach (IGrouping<string, TraceSpan> orphans in children.Where(c => !known.Contains(c.Key)))
        {
            yield return new SpanLine(0, null, $"(parent {orphans.Key} is missing)");
            foreach (SpanLine line in orphans.SelectMany(o => Below(o, 1, children, drawn)))
                yield return line;
        }

        // What is left hangs below itself: a service that copies ids makes such circles.
        foreach (TraceSpan circular in spans)
        {
            if (drawn.Contains(circular))
                continue;

            yield return new SpanLine(0, null, $"(parent {circular.ParentSpanId} is among its own children)");
            foreach (SpanLine line in Below(circular, 1, children, drawn))
                yield return line;
        }
    }

    /// <summary>Without recursion: an agent in a loop makes traces thousands of spans deep.</summary>
    private static IEnumerable<SpanLine> Below(TraceSpan top, int depth, ILookup<string, TraceSpan> children, HashSet<TraceSpan> drawn)
    {
        var open = new Stack<(TraceSpan Span, int Depth)>();
        open.Push((top, depth));
        while (open.TryPop(out var next))
        {
            if (!drawn.Add(next.Span))
                continue;

            yield return new SpanLine(next.Depth, next.Span);
            foreach (TraceSpan child in children[next.Span.SpanId].Reverse())
                open.Push((child, next.Depth + 1));
        }
    }
}
