using Mem0Observability.Model;

namespace Mem0Observability.Web.Traces;

/// <summary>A line of the waterfall: a span, a log record below its span, or a remark.</summary>
/// <param name="Below">How many of the rows that follow go when this one is folded.</param>
public sealed record WaterfallRow(int Depth, TraceSpan? Span, LogEntry? Log, string Remark, int Below)
{
    /// <summary>What it is folded by.</summary>
    public string Key => Span?.SpanId ?? Remark;

    public bool IsError => Span?.Status == "Error";

    public bool Has(string text)
    {
        return Span is { } span
            ? In(span.Service) || In(span.Name) || In(span.StatusMessage) || span.SpanId.Equals(text, StringComparison.OrdinalIgnoreCase)
            : In(Log?.Message ?? Remark);

        bool In(string where) => where.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
