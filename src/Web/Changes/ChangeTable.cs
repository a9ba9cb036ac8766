using Mem0Observability.Charts;
using Mem0Observability.Signals.Correlation.Change;

namespace Mem0Observability.Web.Changes;

/// <summary>What moved with the target, ready to be drawn.</summary>
/// <param name="Summary">How many were compared, and why others were not.</param>
/// <param name="Cut">Series that were not looked at because there were too many.</param>
public sealed record ChangeTable(
    IReadOnlyList<ChangeLine> Lines, string Summary, int Cut, IReadOnlyList<string> Problems, DateTimeOffset From, DateTimeOffset Start, DateTimeOffset End)
{
    internal static ChangeTable Of(ChangeReport report) => new(
        [.. report.Findings.Select(f => new ChangeLine(f.Row, Path(f.Values), Path(report.Values)))],
        ChangeQuery.Summary(report),
        report.LeftOut.Cut,
        report.Problems,
        report.Window.From,
        report.Window.Start,
        report.Window.End);

    /// <summary>Each between its own least and most: what is compared is their form.</summary>
    private static string Path(double[] values)
    {
        double[] there = [.. values.Where(double.IsFinite)];
        if (there.Length == 0)
            return "";

        var (low, high) = (there.Min(), there.Max());
        var frame = new PlotFrame(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(values.Length - 1), low, high > low ? high : low + 1, ChangeLine.Width, ChangeLine.Height);
        PlacedPoint[] points = [.. values.Select((v, i) => new PlacedPoint(DateTimeOffset.UnixEpoch.AddSeconds(i), low, v))];
        return PathText.Line(points, frame, TimeSpan.FromSeconds(1.5), stepped: false);
    }
}
