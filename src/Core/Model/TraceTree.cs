using System.Globalization;

namespace Mem0Observability.Model;

/// <summary>Draws a trace: a line for each span, below its parent, with its time as a bar.</summary>
internal static class TraceTree
{
    public const int MaxSpans = 200;

    private const int BarWidth = 20;
    private const int DurationWidth = 8;
    private const int MaxDepth = 12;
    private const int MinMessage = 40;

    /// <param name="width">Of the console, in characters; below 80 the lines may be longer.</param>
    public static string Draw(Trace trace, int width)
    {
        List<SpanLine> lines = [.. SpanLine.Arrange(trace.Spans).Take(MaxSpans)];
        int drawn = lines.Count(l => l.Span is not null);
        int longest = lines.Select(l => Label(l, int.MaxValue).Length).DefaultIfEmpty(0).Max();
        int room = Math.Max(20, width - BarWidth - DurationWidth - 6);
        int column = Math.Min(longest, room);

        IEnumerable<string> text = [Heading(trace), .. lines.Select(l => Line(trace, l, column, width))];
        if (drawn < trace.Spans.Count)
            text = text.Append(string.Create(CultureInfo.InvariantCulture, $"  ... and {trace.Spans.Count - drawn} more spans"));

        return string.Join('\n', text);
    }

    private static string Heading(Trace trace)
    {
        string errors = trace.ErrorCount == 0 ? "" : $", {Count(trace.ErrorCount, "error")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Trace {trace.TraceId}  {trace.StartTime.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}Z  {DurationText.Of(trace.Duration)}  {Count(trace.Spans.Count, "span")}{errors}");
    }

    private static string Line(Trace trace, SpanLine line, int column, int width)
    {
        string label = Label(line, column);
        if (line.Span is not { } span)
            return label;

        string failure = span.Status != "Error" ? "" : $" ERROR {PlainText.Line(span.StatusMessage, 1000)}".TrimEnd();
        string drawn = $"{label.PadRight(column)}  {DurationText.Of(span.Duration).PadLeft(DurationWidth)}  |{Bar(trace, span)}|";
        return drawn + PlainText.Line(failure, Math.Max(MinMessage, width - drawn.Length));
    }

    private static string Label(SpanLine line, int length)
    {
        string indent = new(' ', 2 * (1 + Math.Min(line.Depth, MaxDepth)));
        string text = line.Span is { } span ? $"{span.Service}  {span.Name}" : line.Remark;
        return indent + PlainText.Line(text, Math.Min(length, 200) - indent.Length);
    }

    /// <summary>Where in the trace's time the span lies; the shortest span still has one mark.</summary>
    private static string Bar(Trace trace, TraceSpan span)
    {
        double whole = Math.Max(1, trace.Duration.Ticks);
        double start = (span.StartTime - trace.StartTime).Ticks / whole;
        int from = Math.Clamp((int)(start * BarWidth), 0, BarWidth - 1);
        int to = Math.Clamp((int)Math.Ceiling((start + (span.Duration.Ticks / whole)) * BarWidth), from + 1, BarWidth);
        return new string(' ', from) + new string('=', to - from) + new string(' ', BarWidth - to);
    }

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
