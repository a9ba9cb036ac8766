using System.Text.Json;
using Mem0Observability.Charts;
using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class HeatmapCellsTests
{
    private readonly HeatmapCells _cells = HeatmapCells.Of([Bucket("+Inf", 10), Bucket("0.5", 9), Bucket("0.1", 5)], "s");

    [Fact]
    public void A_bucket_has_what_is_not_in_the_lesser_ones()
    {
        _cells.Counts.Select(c => c.Points[0].Value).Should().Equal(5, 4, 1);
        _cells.Counts.Select(c => c.Name).Should().Equal("≤ 100 ms", "≤ 500 ms", "≤ ∞");
    }

    [Theory]
    [InlineData(0.05, 0.5)]
    [InlineData(0.1, 1)]
    [InlineData(0.3, 1.5)]
    [InlineData(7, 2.5)]
    public void A_value_is_inside_of_its_bucket(double value, double place) => _cells.Place(value).Should().BeApproximately(place, 1e-9);

    [Fact]
    public void The_most_has_the_darkest_shade_and_nothing_has_none()
    {
        _cells.Shade(5).Should().Be(HeatmapCells.Shades);
        _cells.Shade(0.001).Should().Be(1);
        _cells.Shade(0).Should().Be(0);
        _cells.Shade(double.NaN).Should().Be(0);
    }

    [Fact]
    public void All_cells_of_a_shade_are_one_path()
    {
        var frame = new PlotFrame(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(10), 0, 3, 100, 30);
        IReadOnlyList<string> paths = _cells.Paths(frame, TimeSpan.FromMinutes(1));
        paths.Should().HaveCount(HeatmapCells.Shades);
        paths[^1].Should().Contain("M0 20h10v10h-10z");
    }

    [Fact]
    public void Series_without_buckets_are_no_heat_map() => HeatmapCells.Of([], "s").Counts.Should().BeEmpty();

    private static PanelSeries Bucket(string bound, double count) => new(
        "A", bound, "", new Dictionary<string, string> { ["le"] = bound }, [new ChartPoint(DateTimeOffset.UnixEpoch, count)], new FieldLook(new Dictionary<string, JsonElement>()));
}
