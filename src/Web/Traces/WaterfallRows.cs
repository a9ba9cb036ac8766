using Mem0Observability.Model;

namespace Mem0Observability.Web.Traces;

/// <summary>Arranges a trace as rows. Everything here takes time in proportion to the rows: a trace may have ten thousand.</summary>
internal static class WaterfallRows
{
    /// <param name="logs">Of the trace; each goes below its span, or first where its span is not there.</param>
    public static IReadOnlyList<WaterfallRow> Of(Trace trace, IReadOnlyList<LogEntry> logs)
    {
        HashSet<string> known = [.. trace.Spans.Select(s => s.SpanId)];
        ILookup<string, LogEntry> bySpan = logs.OrderBy(l => l.UnixNanoseconds).ToLookup(l => l.SpanId is { } id && known.Contains(id) ? id : "");
        List<WaterfallRow> rows = [.. bySpan[""].Select(l => new WaterfallRow(0, null, l, "", 0))];
        foreach (SpanLine line in SpanLine.Arrange(trace.Spans))
        {
            rows.Add(new WaterfallRow(line.Depth, line.Span, null, line.Remark, 0));
            if (line.Span is { } span)
                rows.AddRange(bySpan[span.SpanId].Select(l => new WaterfallRow(line.Depth + 1, null, l, "", 0)));
        }

        CountBelow(rows);
        return rows;
    }

    /// <summary>The places of those rows that no folded row hides.</summary>
    public static List<int> Visible(IReadOnlyList<WaterfallRow> rows, IReadOnlySet<string> folded)
    {
        var visible = new List<int>(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            visible.Add(i);
            if (rows[i].Below > 0 && folded.Contains(rows[i].Key))
                i += rows[i].Below;
        }

        return visible;
    }

    /// <summary>The row above of less depth; -1 for one at the top.</summary>
    public static int Parent(IReadOnlyList<WaterfallRow> rows, int index)
    {
        int parent = index - 1;
        while (parent >= 0 && rows[parent].Depth >= rows[index].Depth)
            parent--;
        return parent;
    }

    private static void CountBelow(List<WaterfallRow> rows)
    {
        var open = new Stack<int>();
        for (int i = 0; i <= rows.Count; i++)
        {
            int depth = i < rows.Count ? rows[i].Depth : -1;
            while (open.TryPeek(out int above) && rows[above].Depth >= depth)
            {
                open.Pop();
                rows[above] = rows[above] with { Below = i - above - 1 };
            }

            open.Push(i);
        }
    }
}
