namespace Mem0Observability.Web.Traces;

/// <summary>The whole trace in few lines: each stands for several rows, from the first of their starts to the last of their ends.</summary>
/// <param name="Y">From 0.</param>
public sealed record MinimapLine(int Y, long Start, long End, string Service, bool IsError)
{
    public static IReadOnlyList<MinimapLine> Of(IReadOnlyList<WaterfallRow> rows, int height) =>
    [
        .. rows.Select((row, index) => (Row: row, Y: (int)((long)index * height / rows.Count)))
            .Where(r => r.Row.Span is not null)
            .GroupBy(r => r.Y, r => r.Row)
            .Select(g => new MinimapLine(
                g.Key,
                g.Min(r => r.Span!.StartUnixNanoseconds),
                g.Max(r => r.Span!.StartUnixNanoseconds + r.Span.DurationNanoseconds),
                g.MaxBy(r => r.Span!.DurationNanoseconds)!.Span!.Service,
                g.Any(r => r.IsError))),
    ];
}
