using System.Globalization;
using Mem0Observability.Charts;
using Mem0Observability.Dashboards;
using Mem0Observability.Signals;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Panels;

/// <summary>Lines over time.</summary>
public partial class TimeSeriesPanel
{
    /// <summary>Of the axis below, and of a list of series.</summary>
    private const int AxisHeight = 24, LegendHeight = 62;

    private PanelData? _drawn;
    private FieldLook _look = new(new Dictionary<string, System.Text.Json.JsonElement>());
    private IReadOnlyList<ChartSeries> _series = [];
    private IReadOnlyList<ChartThreshold> _thresholds = [];
    private IReadOnlyList<ChartDot> _dots = [];
    private IReadOnlyList<string> _calcs = [];
    private int _fill;
    private int _height;

    private ChartShape Shape => (_look.Text("custom.drawStyle"), _look.Text("custom.lineInterpolation")) switch
    {
        ("bars", _) => ChartShape.Bars,
        ("points", _) => ChartShape.Points,
        (_, "stepAfter") => ChartShape.Steps,
        _ => ChartShape.Lines,
    };

    private ChartThresholdStyle ThresholdStyle => _look.Member("custom.thresholdsStyle", "mode") switch
    {
        "line" => ChartThresholdStyle.Line,
        "dashed" => ChartThresholdStyle.Dashed,
        "area" or "line+area" or "dashed+area" => ChartThresholdStyle.Area,
        _ => ChartThresholdStyle.None,
    };

    private ChartLegend Legend => PanelOptions.At(Panel.Options, "legend", "showLegend") is { ValueKind: System.Text.Json.JsonValueKind.False }
        ? ChartLegend.None
        : PanelOptions.Text(Panel, "legend", "displayMode") switch { "table" => ChartLegend.Table, "hidden" => ChartLegend.None, _ => ChartLegend.List };

    protected override void OnParametersSet()
    {
        if (_drawn == Data)
            return;

        _drawn = Data;
        _look = FieldLook.Of(Panel);
        _series = [.. Data.Series.Select(Series)];
        _thresholds = [.. _look.Thresholds.Where(t => double.IsFinite(t.Value)).Select(t => new ChartThreshold(t.Value, ChartColours.OfGrafana(t.Colour)))];
        _dots = [.. Data.Exemplars.Select(Dot)];
        _calcs = PanelOptions.Texts(Panel.Options, "legend", "calcs");
        _fill = (int)(_look.Number("custom.fillOpacity") ?? 0);
        _height = Math.Max(80, View.BodyHeight - AxisHeight - (Legend == ChartLegend.None ? 0 : LegendHeight));
    }

    private ChartSeries Series(PanelSeries series)
    {
        string? unit = series.Look.Unit == _look.Unit ? null : series.Look.Unit;
        string? colour = series.Look.ColourMode is "fixed" or "shades" ? ValueText.Colour(series.Look, double.NaN) : null;
        return new ChartSeries(series.Name, series.Points, colour) { Unit = unit };
    }

    private ChartDot Dot(MetricExemplar exemplar) => new(
        exemplar.Time,
        exemplar.Value,
        string.Create(CultureInfo.InvariantCulture, $"Trace {exemplar.TraceId}: {UnitText.Format(exemplar.Value, _look.Unit)} at {exemplar.Time.UtcDateTime:HH:mm:ss}"),
        PageLinks.Trace(exemplar.TraceId));
}
