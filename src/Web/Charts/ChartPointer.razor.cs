using System.Globalization;
using Mem0Observability.Charts;
using Mem0Observability.Web.Live;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Mem0Observability.Web.Charts;

/// <summary>The cursor and the brush of a chart, for pointer and keyboard. It draws itself alone, so that moving over a chart does not draw the chart.</summary>
public sealed partial class ChartPointer : ComponentBase, IDisposable
{
    /// <summary>As many values as fit beside a chart.</summary>
    private const int Rows = 12;

    /// <summary>A shorter drag was a click.</summary>
    private const double LeastPart = 0.01;

    private ElementReference _catch;
    private PageElement? _element;
    private double _width;
    private double? _at;
    private double? _from;
    private bool _pressed;
    private bool _changed = true;

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    [CascadingParameter] private Plot? Plot { get; set; }

    [Parameter] public string Label { get; set; } = "";
    [Parameter] public bool Tooltip { get; set; } = true;
    [Parameter] public EventCallback<TimeRange> OnSelect { get; set; }

    private (double Low, double High)? Selection => OnSelect.HasDelegate && _from is { } from && _at is { } at && Math.Abs(from - at) >= LeastPart
        ? (Math.Min(from, at), Math.Max(from, at))
        : null;

    private PageElement Element => _element ??= new PageElement(Browser);

    public void Dispose() => Element.Dispose();

    protected override void OnParametersSet() => _changed = true;

    protected override bool ShouldRender()
    {
        bool draw = _changed;
        _changed = false;
        return draw;
    }

    // The browser tells where the pointer is in pixels, and only it knows how wide the chart is.
    private async Task MeasureAsync() => _width = await Element.ReadAsync(_catch, "clientWidth") ?? 0;

    private void Move(PointerEventArgs e)
    {
        if (_width > 0)
            Go(e.OffsetX / _width);
    }

    private void Press(PointerEventArgs e)
    {
        if (_width <= 0 || e.Button != 0)
            return;
        _pressed = true;
        _from = Math.Clamp(e.OffsetX / _width, 0, 1);
        Go(e.OffsetX / _width);
    }

    private async Task ReleaseAsync()
    {
        if (!_pressed)
            return;
        _pressed = false;
        await SelectAsync();
        _from = null;
        _changed = true;
    }

    private async Task LeaveAsync()
    {
        await ReleaseAsync();
        Clear();
    }

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowLeft" or "ArrowRight":
                double from = _at ?? (e.Key == "ArrowLeft" ? 1 : 0);
                _from = e.ShiftKey ? _from ?? from : null;
                Go(from + (e.CtrlKey ? 0.1 : 0.01) * (e.Key == "ArrowLeft" ? -1 : 1));
                break;
            case "Enter":
                await SelectAsync();
                Clear();
                break;
            case "Escape":
                Clear();
                break;
        }
    }

    private async Task SelectAsync()
    {
        if (Selection is { } chosen && Plot is { } plot)
            await OnSelect.InvokeAsync(TimeRange.Between(plot.Frame.Time(chosen.Low), plot.Frame.Time(chosen.High)));
    }

    private void Go(double part)
    {
        // A finer place than a pixel of a usual chart shows nothing new.
        double at = Math.Round(Math.Clamp(part, 0, 1), 3);
        _changed |= at != _at;
        _at = at;
    }

    private void Clear()
    {
        _changed |= _at is not null;
        _at = _from = null;
        _pressed = false;
    }

    private static string Moment(Plot plot, double part) => plot.Frame.Time(part).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string Spoken(Plot plot)
    {
        if (_at is not { } at)
            return "No time is chosen";
        string values = string.Join(", ", Near(plot, at).Take(Rows).Select(n => $"{n.Line.Series.Name} {Value(n.Line, n.Value)}"));
        string chosen = Selection is { } s ? $"; chosen from {Moment(plot, s.Low)} to {Moment(plot, s.High)}, Enter shows it" : "";
        return $"{Moment(plot, at)}: {(values.Length > 0 ? values : "no value")}{chosen}";
    }

    private string Value(PlotLine line, double value) => UnitText.Format(value, line.Series.Unit ?? Plot?.Input.Unit, Plot?.Input.Decimals);

    /// <summary>The greatest first.</summary>
    private static List<(PlotLine Line, double Value)> Near(Plot plot, double part)
    {
        DateTimeOffset time = plot.Frame.Time(part);
        TimeSpan reach = plot.Step > TimeSpan.Zero ? plot.Step : (plot.Frame.End - plot.Frame.Start) / 50;
        var near = new List<(PlotLine Line, double Value)>();
        foreach (PlotLine line in plot.Lines)
        {
            if (PointSearch.Nearest(line.Series.Points, time, reach) is { } point && double.IsFinite(point.Value))
                near.Add((line, point.Value));
        }

        near.Sort((a, b) => b.Value.CompareTo(a.Value));
        return near;
    }

    private static string P(double part) => (part * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
