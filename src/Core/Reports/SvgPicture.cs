using System.Xml.Linq;
using Mem0Observability.Charts;
using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>A small picture of one line over time, that needs nothing but itself.</summary>
internal static class SvgPicture
{
    private const int Width = 360;
    private const int Height = 110;
    private const int Left = 52;
    private const int Bottom = 18;
    private const int Top = 6;
    private const int ValueTicks = 3;
    private const int TimeTicks = 4;

    public static XElement Draw(PictureLine line, DateTimeOffset start, DateTimeOffset end)
    {
        var (low, high) = ValueAxis.Limits(line.Samples.Select(s => s.Value), line.Least, line.Most, ValueTicks, line.Unit);
        var frame = new PlotFrame(start, end, low, high, Width - Left - 8, Height - Bottom - Top);
        return new XElement(
            "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", $"{line.Title}: {Summary(line)}"),
            ValueAxis.Texts(frame, ValueTicks, line.Unit, null).SelectMany(t => Horizontal(t, frame)),
            TimeAxis.Texts(frame, TimeTicks).Select(t => Text(Left + t.Place, Height - 4, t.Place > 0.95 * frame.Width ? "end" : "middle", t.Text)),
            new XElement("path", new XAttribute("class", "line"), new XAttribute("transform", $"translate({Left} {Top})"), new XAttribute("d", Path(line.Samples, frame))));
    }

    public static string Summary(PictureLine line)
    {
        double[] values = [.. line.Samples.Select(s => s.Value).Where(double.IsFinite)];
        return values.Length == 0
            ? "no data"
            : $"mean {UnitText.Format(values.Average(), line.Unit)}, least {UnitText.Format(values.Min(), line.Unit)}, most {UnitText.Format(values.Max(), line.Unit)}";
    }

    private static IEnumerable<XElement> Horizontal(AxisTick tick, PlotFrame frame)
    {
        string y = PathText.Number(Top + tick.Place);
        yield return new XElement("path", new XAttribute("class", "grid"), new XAttribute("d", $"M{Left} {y}h{PathText.Number(frame.Width)}"));
        yield return Text(Left - 5, Top + tick.Place + 4, "end", tick.Text);
    }

    private static XElement Text(double x, double y, string anchor, string text) =>
        new("text", new XAttribute("x", PathText.Number(x)), new XAttribute("y", PathText.Number(y)), new XAttribute("text-anchor", anchor), text);

    private static string Path(IReadOnlyList<MetricSample> samples, PlotFrame frame)
    {
        PlacedPoint[] points = [.. samples.Select(s => new PlacedPoint(s.Timestamp, frame.Low, s.Value))];
        TimeSpan step = points.Zip(points.Skip(1), (a, b) => b.Time - a.Time).DefaultIfEmpty(TimeSpan.Zero).Min();
        return PathText.Line(points, frame, step * 1.5, stepped: false);
    }
}
