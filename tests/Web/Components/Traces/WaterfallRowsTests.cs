using Mem0Observability.Web.Traces;
using static Mem0Observability.Tests.Web.Components.Traces.Spans;

namespace Mem0Observability.Tests.Web.Components.Traces;

public sealed class WaterfallRowsTests
{
    private static readonly IReadOnlyList<WaterfallRow> s_rows = WaterfallRows.Of(
        Trace(Span("a", null, 0, 10), Span("b", "a", 1, 5), Span("c", "b", 2, 3), Span("d", "a", 6, 9)),
        [Log("in b", 2, "b"), Log("of no span", 3, "gone")]);

    [Fact]
    public void Log_records_stand_below_their_span_and_those_without_one_come_first() =>
        s_rows.Select(r => $"{r.Depth} {r.Span?.SpanId ?? r.Log!.Message}").Should().Equal("0 of no span", "0 a", "1 b", "2 in b", "2 c", "1 d");

    [Fact]
    public void Each_row_knows_how_many_go_with_it() => s_rows.Select(r => r.Below).Should().Equal(0, 4, 2, 0, 0, 0);

    [Theory]
    [InlineData("", "0,1,2,3,4,5")]
    [InlineData("b", "0,1,2,5")]
    [InlineData("b,a", "0,1")]
    [InlineData("d", "0,1,2,3,4,5")]
    public void A_folded_row_hides_what_is_below_it(string folded, string visible) =>
        string.Join(',', WaterfallRows.Visible(s_rows, folded.Split(',').ToHashSet())).Should().Be(visible);

    [Fact]
    public void The_parent_is_the_nearest_row_of_less_depth() =>
        Enumerable.Range(0, 6).Select(i => WaterfallRows.Parent(s_rows, i)).Should().Equal(-1, -1, 1, 2, 2, 1);

    [Fact]
    public void A_missing_parent_and_a_circle_get_a_row_that_says_so() =>
        WaterfallRows.Of(Trace(Span("a", "gone", 0, 1), Span("b", "c", 0, 1), Span("c", "b", 0, 1)), []).Where(r => r.Span is null).Select(r => r.Remark).Should()
            .Equal("(parent gone is missing)", "(parent c is among its own children)");

    [Fact]
    public void The_minimap_has_a_line_for_each_pixel_that_spans_its_rows_and_says_where_errors_are()
    {
        var rows = WaterfallRows.Of(Trace(Span("a", null, 0, 10), Span("b", "a", 1, 5, "db", error: "no"), Span("c", "b", 2, 3), Span("d", "a", 6, 9)), []);
        MinimapLine.Of(rows, 2).Should().Equal(
            new MinimapLine(0, At(0), At(10), "mem0", true),
            new MinimapLine(1, At(2), At(9), "mem0", false));
    }

    [Fact]
    public void A_bar_is_cut_to_what_is_in_view_and_never_too_thin_to_see()
    {
        var scale = new TraceScale(1000, 1000);
        scale.Bar(1250, 1500).Should().Be((250.0, 250.0));
        scale.Bar(0, 1500).Should().Be((0.0, 500.0));
        scale.Bar(1500, 1500).Should().Be((500.0, 2.0));
        scale.Bar(2000, 2000).Should().Be((998.0, 2.0));
        scale.Bar(3000, 4000).Should().BeNull();
        scale.Bar(0, 500).Should().BeNull();
    }
}
