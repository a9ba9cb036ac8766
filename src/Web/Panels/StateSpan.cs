using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>A while in which a series had one state.</summary>
internal sealed record StateSpan(DateTimeOffset Start, DateTimeOffset End, string Text, string Colour)
{
    /// <summary>Equal states that follow each other are one; a sample that is missing ends a state.</summary>
    public static IReadOnlyList<StateSpan> Of(PanelSeries series, TimeSpan step)
    {
        var spans = new List<StateSpan>();
        foreach (ChartPoint point in series.Points)
        {
            if (!double.IsFinite(point.Value))
                continue;
            string text = ValueText.Of(series.Look, point.Value);
            string colour = ValueText.Colour(series.Look, point.Value) ?? "soft";
            if (spans.Count > 0 && spans[^1] is var last && last.Text == text && last.Colour == colour && point.Time - last.End <= step / 2)
                spans[^1] = last with { End = point.Time + step };
            else
                spans.Add(new StateSpan(point.Time, point.Time + step, text, colour));
        }

        return spans;
    }
}
