using Mem0Observability.Charts;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Tests.Web.Components.Charts;

/// <summary>Samples a minute apart, from the Unix epoch on.</summary>
internal static class Points
{
    public static DateTimeOffset Start => DateTimeOffset.UnixEpoch;

    public static TimeSpan Step => TimeSpan.FromMinutes(1);

    public static DateTimeOffset At(double minutes) => Start + Step * minutes;

    public static ChartSeries Series(string name, params double[] values) => new(name, [.. values.Select((v, i) => new ChartPoint(At(i), v))]);

    public static IReadOnlyList<PlacedPoint> Placed(params double[] values) => [.. values.Select((v, i) => new PlacedPoint(At(i), 0, v))];

    /// <summary>Ten minutes wide and ten values high; a minute and a value are ten units each.</summary>
    public static PlotFrame Frame { get; } = new(Start, At(10), 0, 10, 100, 100);

    public static ChartInput Input(params ChartSeries[] series) => new(series, Start, At(10));
}
