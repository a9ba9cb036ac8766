using Mem0Observability.Model;

namespace Mem0Observability.Web.Requests;

/// <summary>A line of a small waterfall.</summary>
/// <param name="Left">Where its span begins, in per cent of the trace.</param>
/// <param name="Width">How long that is, in per cent of the trace.</param>
internal sealed record SpanBar(SpanLine Line, double Left, double Width)
{
    private const double Narrowest = 0.4;

    /// <summary>The first <paramref name="limit"/> lines.</summary>
    public static IReadOnlyList<SpanBar> Of(Trace trace, int limit) => [.. SpanLine.Arrange(trace.Spans).Take(limit).Select(l => Place(trace, l))];

    private static SpanBar Place(Trace trace, SpanLine line)
    {
        if (line.Span is not { } span)
            return new SpanBar(line, 0, 0);
        double whole = Math.Max(trace.Duration.TotalMilliseconds, 1e-6);
        double left = Math.Clamp((span.StartTime - trace.StartTime).TotalMilliseconds / whole * 100, 0, 100 - Narrowest);
        return new SpanBar(line, left, Math.Clamp(span.Duration.TotalMilliseconds / whole * 100, Narrowest, 100 - left));
    }
}
