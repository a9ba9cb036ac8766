using CsCheck;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class TraceTreeTests
{
    [Fact]
    public void Each_span_is_below_its_parent_with_its_duration_and_place_in_time() =>
        Lines(Telemetry.Request()).Should().Equal(
            "Trace 4bf92f3577b34da6a3ce929d0e0e4736  2026-01-02 03:04:05.000Z  412 ms  4 spans, 1 error",
            "  mem0  POST /memories    412 ms  |====================|",
            "    mem0  add             390 ms  |====================|",
            "      openai  chat        200 ms  |===========         |",
            "      postgres  insert    100 ms  |              ======| ERROR deadlock detected");

    [Fact]
    public void A_missing_parent_is_shown_as_missing() =>
        Lines(Telemetry.Trace(Telemetry.Span("2", "1", "mem0", "add", 0, 10), Telemetry.Span("3", "1", "mem0", "search", 5, 5)))
            .Should().ContainInOrder("  (parent 1 is missing)", "    mem0  add               10 ms  |====================|", "    mem0  search             5 ms  |          ==========|");

    [Fact]
    public void Spans_that_are_each_others_parents_are_all_shown()
    {
        List<string> lines = Lines(Telemetry.Trace(
            Telemetry.Span("1", "2", "a", "x", 0, 1), Telemetry.Span("2", "1", "b", "y", 0, 1), Telemetry.Span("3", "3", "c", "z", 0, 1)));
        lines.Should().HaveCount(1 + 2 + 3);
        lines[1].Should().Be("  (parent 2 is among its own children)");
        lines[4].Should().Be("  (parent 3 is among its own children)");
    }

    [Fact]
    public void A_long_trace_is_cut_and_says_by_how_much()
    {
        List<string> lines = Lines(Telemetry.Trace([.. Enumerable.Range(0, 1234).Select(i => Telemetry.Span($"{i}", i == 0 ? null : $"{i - 1}", "mem0", "step", i, 1))]));
        lines.Should().HaveCount(1 + 200 + 1);
        lines[^1].Should().Be("  ... and 1034 more spans");
        lines.Max(l => l.Length).Should().BeLessThanOrEqualTo(120);
    }

    [Fact]
    public void Long_names_leave_room_for_the_bar_and_cannot_command_the_terminal()
    {
        string text = Telemetry.Trace(Telemetry.Span("1", null, "mem0", new string('n', 500), 0, 1, "\e[2J\nno"), Telemetry.Span("2", "1", "\e]0;owned\a", "b\r\nc", 0, 1)).ToTree(80);
        text.Should().NotContain("\e").And.NotContain("\a").And.NotContain("\r");
        text.Split('\n').Should().HaveCount(3);
        text.Split('\n')[1].IndexOf('|', StringComparison.Ordinal).Should().BeLessThan(80 - 20);
        text.Should().Contain("...").And.Contain("ERROR  [2J no");
    }

    [Fact]
    public void A_trace_of_no_time_is_drawn() =>
        Lines(Telemetry.Trace(Telemetry.Span("1", null, "mem0", "ping", 0, 0)))[1].Should().Be("  mem0  ping      0 µs  |=                   |");

    [Fact]
    public void Every_span_is_drawn_once_whatever_the_parents() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[-1, 22]).Array[1, 40].Sample(spans =>
        {
            Trace trace = Telemetry.Trace([.. spans.Select(s => Telemetry.Span($"{s.Item1}", s.Item2 < 0 ? null : $"{s.Item2}", "s", "n", s.Item1, 1))]);
            return SpanLine.Arrange(trace.Spans).Count(l => l.Span is not null) == spans.Length;
        });

    [Theory]
    [InlineData(0.0, "0 µs")]
    [InlineData(0.0421, "42 µs")]
    [InlineData(4.12, "4.1 ms")]
    [InlineData(412.4, "412 ms")]
    [InlineData(1000, "1 s")]
    [InlineData(1234, "1.2 s")]
    [InlineData(90_000, "90 s")]
    [InlineData(150_000, "2.5 min")]
    [InlineData(9_000_000, "2.5 h")]
    public void Durations_are_short_and_have_a_unit(double milliseconds, string text) =>
        DurationText.Of(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);

    private static List<string> Lines(Trace trace) => [.. trace.ToTree(120).Split('\n')];
}
