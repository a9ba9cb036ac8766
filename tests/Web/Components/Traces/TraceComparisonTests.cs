using Mem0Observability.Signals.Traces;
using static Mem0Observability.Tests.Web.Components.Traces.Spans;

namespace Mem0Observability.Tests.Web.Components.Traces;

public sealed class TraceComparisonTests
{
    [Fact]
    public void The_same_place_in_both_is_one_row_with_the_difference()
    {
        ComparedOperation row = TraceComparison.Of(Trace(Span("a", null, 0, 10, name: "add")), Trace(Span("x", null, 0, 25, name: "add"))).Should().ContainSingle().Subject;
        row.Left.Should().Be(new ComparedSide(1, TimeSpan.FromMilliseconds(10), 0, "a"));
        row.Right.Should().Be(new ComparedSide(1, TimeSpan.FromMilliseconds(25), 0, "x"));
        row.Difference.Should().Be(TimeSpan.FromMilliseconds(15));
    }

    [Fact]
    public void What_only_one_has_stays_with_its_parent()
    {
        var left = Trace(Span("a", null, 0, 10, name: "add"), Span("b", "a", 1, 2, name: "embed"));
        var right = Trace(Span("a", null, 0, 10, name: "add"), Span("c", "a", 1, 2, "cache", "get"), Span("d", "c", 1, 2, name: "embed"));
        TraceComparison.Of(left, right).Select(r => $"{r.Depth} {r.Service} {r.Operation} {r.Left?.Spans}|{r.Right?.Spans}").Should().Equal(
            "0 mem0 add 1|1", "1 mem0 embed 1|", "1 cache get |1", "2 mem0 embed |1");
    }

    [Fact]
    public void A_loop_is_one_row_however_often_it_ran()
    {
        var left = Trace(Span("a", null, 0, 10, name: "add"), Span("b", "a", 1, 2, name: "call"), Span("c", "a", 2, 3, name: "call", error: "no"));
        var right = Trace(Span("a", null, 0, 10, name: "add"), Span("b", "a", 1, 4, name: "call"));
        ComparedOperation call = TraceComparison.Of(left, right)[1];
        call.Left.Should().Be(new ComparedSide(2, TimeSpan.FromMilliseconds(2), 1, "b"));
        call.Right.Should().Be(new ComparedSide(1, TimeSpan.FromMilliseconds(3), 0, "b"));
    }

    [Fact]
    public void Circles_and_missing_parents_are_compared_too() =>
        TraceComparison.Of(Trace(Span("a", "b", 0, 4, name: "x"), Span("b", "a", 1, 2, name: "y")), Trace(Span("c", "gone", 0, 4, name: "x")))
            .Select(r => $"{r.Operation} {r.Left?.Spans}|{r.Right?.Spans}").Should().Equal("x 1|1", "y 1|");
}
