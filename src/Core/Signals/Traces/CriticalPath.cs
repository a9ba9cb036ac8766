using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>
/// What a trace's duration is made of: going back from its end, always the child that ended last before, and in between the span itself. What ran
/// beside that could have been faster without the whole being faster.
/// </summary>
internal static class CriticalPath
{
    /// <summary>Without gaps from the start of the trace to its end, oldest first.</summary>
    public static IReadOnlyList<PathSegment> Of(Trace trace)
    {
        if (trace.Spans.Count == 0)
            return [];

        Node whole = Tree(trace);
        SetEnds(whole);
        var segments = new List<PathSegment>();
        var open = new Stack<Visit>();
        open.Push(new Visit(whole, whole.Start, whole.LastEnd));
        // Not by recursion: an agent in a loop makes traces thousands of spans deep.
        while (open.TryPeek(out Visit? visit))
        {
            if (visit.Next() is { } child)
            {
                Add(segments, visit.Node, child.LastEnd, visit.Cursor);
                long start = Math.Clamp(child.Start, visit.Lower, child.LastEnd);
                visit.Cursor = start;
                open.Push(new Visit(child, start, child.LastEnd));
                continue;
            }

            Add(segments, visit.Node, visit.Lower, visit.Cursor);
            open.Pop();
        }

        segments.Reverse();
        return segments;
    }

    /// <summary>Time on the path by service and operation, the longest first.</summary>
    public static IReadOnlyList<PathShare> Summarize(IReadOnlyList<PathSegment> path)
    {
        double whole = Math.Max(1, path.Sum(s => s.Nanoseconds));
        return
        [
            .. path.GroupBy(s => (s.Span?.Service ?? "", s.Span?.Name ?? ""))
                .Select(g => new PathShare(g.Key.Item1, g.Key.Item2, UnixNanoseconds.ToDuration(g.Sum(s => s.Nanoseconds)), g.Sum(s => s.Nanoseconds) / whole, g.Select(s => s.Span?.SpanId).Distinct().Count()))
                .OrderByDescending(s => s.Share)
                .ThenBy(s => s.Service, StringComparer.Ordinal)
                .ThenBy(s => s.Operation, StringComparer.Ordinal),
        ];
    }

    /// <summary>Goes backwards; what lies after the span's own end is nobody's: it was over, and what it left behind had not begun.</summary>
    private static void Add(List<PathSegment> segments, Node node, long from, long to)
    {
        long own = Math.Clamp(node.End, from, Math.Max(from, to));
        AddPart(segments, null, own, to);
        AddPart(segments, node.Span, from, own);
    }

    private static void AddPart(List<PathSegment> segments, TraceSpan? span, long from, long to)
    {
        if (from >= to)
            return;
        if (segments is [.., var later] && ReferenceEquals(later.Span, span) && later.Start == to)
            segments[^1] = later with { Start = from };
        else
            segments.Add(new PathSegment(span, from, to));
    }

    /// <summary>The order of drawing makes a tree of everything: missing parents and circles hang below the trace itself.</summary>
    private static Node Tree(Trace trace)
    {
        long start = trace.Spans.Min(s => s.StartUnixNanoseconds);
        var whole = new Node(null, start, start);
        var above = new Stack<(Node Node, int Depth)>();
        foreach (SpanLine line in SpanLine.Arrange(trace.Spans))
        {
            while (above.TryPeek(out var top) && top.Depth >= line.Depth)
                above.Pop();
            if (line.Span is not { } span)
                continue;

            var node = new Node(span, span.StartUnixNanoseconds, span.StartUnixNanoseconds + span.DurationNanoseconds);
            (above.TryPeek(out var parent) ? parent.Node : whole).Children.Add(node);
            above.Push((node, line.Depth));
        }

        return whole;
    }

    /// <summary>A span is over when what it started is over: a child may outlast its parent.</summary>
    private static void SetEnds(Node whole)
    {
        var order = new List<Node> { whole };
        for (int i = 0; i < order.Count; i++)
            order.AddRange(order[i].Children);
        for (int i = order.Count - 1; i >= 0; i--)
        {
            Node node = order[i];
            node.LastEnd = node.Children.Select(c => c.LastEnd).Append(node.End).Max();
            node.Children.Sort((a, b) => b.LastEnd.CompareTo(a.LastEnd));
        }
    }

    private sealed record Node(TraceSpan? Span, long Start, long End)
    {
        public List<Node> Children { get; } = [];

        public long LastEnd { get; set; }
    }

    private sealed class Visit(Node node, long lower, long cursor)
    {
        private int _next;

        public Node Node => node;

        public long Lower => lower;

        public long Cursor { get; set; } = cursor;

        /// <summary>The last that was over before what came after it began. One that was still running then was not waited for.</summary>
        public Node? Next()
        {
            while (_next < node.Children.Count)
            {
                Node child = node.Children[_next++];
                if (child.LastEnd <= Cursor && child.LastEnd > lower)
                    return child;
            }

            return null;
        }
    }
}
