using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;
using static Mem0Observability.Tests.Web.Components.Traces.Spans;

namespace Mem0Observability.Tests.Web.Components.Traces;

public sealed class CriticalPathTests
{
    [Fact]
    public void A_span_alone_is_the_whole_path() => Path(Span("a", null, 0, 10)).Should().Equal("a 0-10");

    [Fact]
    public void Between_children_the_parent_itself_is_on_the_path() =>
        Path(Span("a", null, 0, 10), Span("b", "a", 1, 4), Span("c", "a", 5, 9)).Should().Equal("a 0-1", "b 1-4", "a 4-5", "c 5-9", "a 9-10");

    [Fact]
    public void Of_children_at_the_same_time_only_the_last_to_end_counts() =>
        Path(Span("a", null, 0, 10), Span("short", "a", 1, 4), Span("long", "a", 1, 9)).Should().Equal("a 0-1", "long 1-9", "a 9-10");

    [Fact]
    public void A_child_that_was_still_running_when_the_next_began_was_not_waited_for() =>
        Path(Span("a", null, 0, 10), Span("b", "a", 0, 6), Span("c", "a", 5, 10)).Should().Equal("a 0-5", "c 5-10");

    [Fact]
    public void The_path_goes_down_to_the_deepest_that_held_it_up() =>
        Path(Span("a", null, 0, 10), Span("b", "a", 2, 10), Span("c", "b", 3, 9)).Should().Equal("a 0-2", "b 2-3", "c 3-9", "b 9-10");

    [Fact]
    public void What_outlasts_the_span_that_started_it_ends_the_path() =>
        Path(Span("a", null, 0, 10), Span("job", "a", 5, 20)).Should().Equal("a 0-5", "job 5-20");

    [Fact]
    public void A_job_that_waited_in_a_queue_leaves_a_gap() =>
        Path(Span("a", null, 0, 10), Span("job", "a", 15, 20)).Should().Equal("a 0-10", "(nothing) 10-15", "job 15-20");

    [Fact]
    public void A_clock_that_is_behind_does_not_lengthen_the_path() =>
        Path(Span("a", null, 5, 10), Span("b", "a", 3, 8)).Should().Equal("(nothing) 3-5", "b 5-8", "a 8-10");

    [Fact]
    public void Spans_whose_parent_is_missing_follow_each_other() =>
        Path(Span("a", "gone", 0, 4), Span("b", "gone", 6, 10)).Should().Equal("a 0-4", "(nothing) 4-6", "b 6-10");

    [Fact]
    public void Spans_that_are_their_own_ancestors_are_walked_once() =>
        Path(Span("a", "b", 0, 10), Span("b", "a", 2, 8)).Should().Equal("a 0-2", "b 2-8", "a 8-10");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_parts_add_up_to_the_duration_of_any_trace(int seed)
    {
        // A fixed sequence: what fails can be repeated.
#pragma warning disable CA5394
        var random = new Random(seed);
        TraceSpan[] spans = [.. Enumerable.Range(0, 300).Select(i =>
        {
            int start = random.Next(1000);
            return Span($"s{i}", i == 0 ? null : $"s{random.Next(i + 5)}", start, start + random.Next(300));
        })];
#pragma warning restore CA5394
        Trace trace = Trace(spans);
        IReadOnlyList<PathSegment> path = CriticalPath.Of(trace);
        path.Sum(s => s.Nanoseconds).Should().Be(trace.Duration.Ticks * 100);
        path.Zip(path.Skip(1)).Should().OnlyContain(p => p.First.End == p.Second.Start);
    }

    [Fact]
    public void A_chain_of_ten_thousand_spans_is_no_deeper_than_memory() =>
        CriticalPath.Of(Trace([.. Enumerable.Range(0, 10_000).Select(i => Span($"s{i}", i == 0 ? null : $"s{i - 1}", i, 20_000 - i))])).Should().HaveCount(19_999);

    [Fact]
    public void The_summary_adds_up_by_operation_the_longest_first()
    {
        Trace trace = Trace(Span("a", null, 0, 10, "mem0", "add"), Span("b", "a", 0, 4, "openai", "chat"), Span("c", "a", 5, 8, "openai", "chat"));
        CriticalPath.Summarize(CriticalPath.Of(trace)).Should().Equal(
            new PathShare("openai", "chat", TimeSpan.FromMilliseconds(7), 0.7, 2),
            new PathShare("mem0", "add", TimeSpan.FromMilliseconds(3), 0.3, 1));
    }

    private static IEnumerable<string> Path(params TraceSpan[] spans) => CriticalPath.Of(Trace(spans))
        .Select(s => $"{s.Span?.SpanId ?? "(nothing)"} {(s.Start - At(0)) / 1_000_000}-{(s.End - At(0)) / 1_000_000}");
}
