using System.Globalization;
using Mem0Observability.Charts;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Charts;

/// <summary>Values over time: lines, bars or points, with a cursor that tells values and a brush that chooses a time.</summary>
public partial class TimeSeriesChart : ComponentBase
{
    /// <summary>About what a letter of the axis is wide, in pixels.</summary>
    private const double LetterWidth = 6.6;

    private Plot? _plot;
    private ChartInput? _drawn;
    private string? _only;
    private string _summary = "";
    private int _left;

    [Parameter, EditorRequired] public IReadOnlyList<ChartSeries> Series { get; set; } = [];
    [Parameter, EditorRequired] public DateTimeOffset Start { get; set; }
    [Parameter, EditorRequired] public DateTimeOffset End { get; set; }

    /// <summary>What the chart is about, for those who do not see it.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Grafana's name of the unit.</summary>
    [Parameter] public string? Unit { get; set; }
    [Parameter] public int? Decimals { get; set; }
    [Parameter] public int Height { get; set; } = 180;
    [Parameter] public ChartShape Shape { get; set; }
    [Parameter] public bool Stacked { get; set; }

    /// <summary>Percent of the colour below lines.</summary>
    [Parameter] public int Fill { get; set; }
    [Parameter] public double? Min { get; set; }
    [Parameter] public double? Max { get; set; }
    [Parameter] public bool Logarithmic { get; set; }

    /// <summary>How far apart points are, so that a longer distance is a gap; null for the least that is seen.</summary>
    [Parameter] public TimeSpan? Step { get; set; }
    [Parameter] public bool SpanGaps { get; set; }
    [Parameter] public IReadOnlyList<ChartThreshold> Thresholds { get; set; } = [];
    [Parameter] public ChartThresholdStyle ThresholdStyle { get; set; }
    [Parameter] public IReadOnlyList<ChartMark> Marks { get; set; } = [];
    [Parameter] public IReadOnlyList<ChartDot> Dots { get; set; } = [];
    [Parameter] public ChartLegend Legend { get; set; } = ChartLegend.List;

    /// <summary>Grafana's names, for example <c>lastNotNull</c> and <c>max</c>.</summary>
    [Parameter] public IReadOnlyList<string> LegendCalcs { get; set; } = [];

    /// <summary>What stands in a chart without a value.</summary>
    [Parameter] public string Empty { get; set; } = "No data";

    /// <summary>The time that somebody chose with the brush; without it there is none.</summary>
    [Parameter] public EventCallback<TimeRange> OnSelect { get; set; }

    private string Kind => Shape switch { ChartShape.Bars => "bars", ChartShape.Points => "points", _ => "line" };

    protected override void OnParametersSet()
    {
        IReadOnlyList<ChartSeries> shown = Series;
        if (_only is not null)
        {
            // The colours stay those that the series have among all.
            shown = [.. Series.Select((s, i) => s with { Colour = s.Colour ?? ChartColours.InTurn(i) }).Where(s => s.Name == _only)];
            if (shown.Count == 0)
                (_only, shown) = (null, Series);
        }

        var input = new ChartInput(shown, Start, End)
        {
            Unit = Unit,
            Decimals = Decimals,
            Height = Height,
            Shape = Shape,
            Stacked = Stacked,
            Fill = Fill,
            Min = Min,
            Max = Max,
            IsLogarithmic = Logarithmic,
            Step = Step,
            SpanGaps = SpanGaps,
            Thresholds = Thresholds,
            ThresholdStyle = ThresholdStyle,
            Dots = Dots,
        };
        if (input == _drawn || End <= Start)
            return;

        _drawn = input;
        _plot = Plot.Of(input);
        _left = (int)(12 + LetterWidth * _plot.Values.Select(v => v.Text.Length).DefaultIfEmpty(1).Max());
        _summary = Summary(_plot);
    }

    private void Choose(string name)
    {
        _only = _only == name ? null : name;
        OnParametersSet();
    }

    private string Summary(Plot plot)
    {
        if (plot.IsEmpty)
            return $"{Label}: {Empty}";
        IEnumerable<string> series = plot.Lines.Take(6).Select(l => $"{l.Series.Name} {UnitText.Format(SeriesCalc.Of("last", l.Series.Points), l.Series.Unit ?? Unit, Decimals)}");
        string more = plot.Lines.Count > 6 ? $" and {plot.Lines.Count - 6} more" : "";
        return plot.Lines.Count == 0 ? $"{Label}: {Dots.Count} points" : $"{Label}; last values: {string.Join(", ", series)}{more}";
    }

    private IEnumerable<(double Y, double Height, string Colour)> Bands(Plot plot)
    {
        if (ThresholdStyle != ChartThresholdStyle.Area)
            yield break;

        for (int i = 0; i < Thresholds.Count; i++)
        {
            double low = plot.Frame.Y(Math.Clamp(Thresholds[i].Value, plot.Frame.Low, plot.Frame.High));
            double high = plot.Frame.Y(i + 1 < Thresholds.Count ? Math.Clamp(Thresholds[i + 1].Value, plot.Frame.Low, plot.Frame.High) : plot.Frame.High);
            if (low > high)
                yield return (high, low - high, Thresholds[i].Colour);
        }
    }

    private IEnumerable<(double Y, string Colour, string Text)> Lines(Plot plot) => ThresholdStyle is ChartThresholdStyle.None
        ? []
        : Thresholds.Where(t => t.Value >= plot.Frame.Low && t.Value <= plot.Frame.High).Select(t => (plot.Frame.Y(t.Value), t.Colour, $"Threshold {UnitText.Format(t.Value, Unit)}"));

    // Words at the ends would be cut.
    private string Anchor(AxisTick tick) => _plot is not { } plot ? "middle" : (tick.Place / plot.Frame.Width) switch { < 0.03 => "start", > 0.97 => "end", _ => "middle" };

    private string P(double place) => _plot is { } plot ? N(place / plot.Frame.Width * 100, 2) + "%" : "0%";

    private static string? Dashes(int kind) => kind switch { 1 => "7 3", 2 => "2 3", _ => null };

    private static string N(double value, int digits = 1) => Math.Round(value, digits).ToString(CultureInfo.InvariantCulture);
}
