using System.Runtime.CompilerServices;
using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

public sealed class CheckRunnerTests
{
    private readonly Healthy _healthy = new();

    [Fact]
    public async Task All_results_and_a_progress_item_per_check_come_through()
    {
        List<StackItem> items = await RunAsync(new CheckRunner(CheckCatalog.Select(["containers", "RULES"])));

        Results(items).Select(r => r.Name).Distinct().Should().BeEquivalentTo("containers", "rules");
        items.OfType<ProgressItem>().Should().HaveCount(2).And.Contain(p => p.Percent == 100);
    }

    [Fact]
    public async Task What_is_unreachable_is_a_failed_result_and_what_cannot_run_is_an_error_item()
    {
        List<StackItem> items = await RunAsync(new CheckRunner(
        [
            new FakeCheck("down", () => throw FakeMetricStore.Unreachable),
            new FakeCheck("broken", () => throw new StackException("MetricQueryFailed", StackErrorCategory.InvalidResult, "refused")),
            new FakeCheck("good", () => "fine"),
        ]));

        Results(items).Single(r => r.Name == "down").Should().Match<CheckResult>(
            r => r.Outcome == CheckOutcome.Failed && r.Target == "prometheus" && r.Reason == "Prometheus cannot be reached.");
        items.OfType<ErrorItem>().Should().ContainSingle().Which.Error.ErrorId.Should().Be("MetricQueryFailed");
        Results(items).Should().Contain(r => r.Name == "good" && r.Outcome == CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_check_that_hangs_fails_by_its_limit()
    {
        // A limit within the clock's horizon elapses at once.
        var runner = new CheckRunner([new FakeCheck("slow", null)]) { CheckLimit = TimeSpan.FromSeconds(1) };

        Results(await RunAsync(runner)).Should().ContainSingle().Which.Reason.Should().Contain("did not finish within 1 s");
    }

    [Fact]
    public async Task A_users_stop_is_not_turned_into_results()
    {
        using var stop = new CancellationTokenSource();
        var runner = new CheckRunner([new FakeCheck("slow", null), new FakeCheck("good", () => "fine")]);
        CheckContext context = await _healthy.ContextAsync();
        Func<Task> act = async () =>
        {
            await foreach (StackItem item in runner.RunAsync(context, stop.Token))
                await stop.CancelAsync();
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Checks_end_before_a_reader_that_stops_early_goes_on()
    {
        var slow = new FakeCheck("slow", null);
        await foreach (StackItem item in new CheckRunner([slow, new FakeCheck("good", () => "fine")]).RunAsync(await _healthy.ContextAsync(), CancellationToken.None))
            break;

        slow.Ended.Should().BeTrue();
    }

    [Fact]
    public async Task A_defect_of_a_check_is_not_swallowed()
    {
        Func<Task> act = () => RunAsync(new CheckRunner([new FakeCheck("bug", () => throw new InvalidOperationException("bug"))]));

        await act.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public void An_unknown_check_is_named_with_those_that_exist() =>
        Raised.By(() => CheckCatalog.Select(["containers", "luck"]), "CheckUnknown", StackErrorCategory.ObjectNotFound, "'luck'", "alert-path");

    [Fact]
    public async Task What_has_just_started_gets_its_first_scrape()
    {
        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        List<ScrapeTarget> scraped = _healthy.Targets;
        _healthy.Stack.Metrics.Targets = () => _healthy.Stack.Time.GetUtcNow() - start > TimeSpan.FromSeconds(5)
            ? scraped
            : [.. scraped.Select(t => t with { Health = "unknown" })];

        List<StackItem> items = await RunAsync(new CheckRunner([new TargetsCheck()]));

        Results(items).Should().OnlyContain(r => r.Outcome == CheckOutcome.Passed);
        items.OfType<ProgressItem>().First().Status.Should().Contain("first scrape of http://mem0/metrics");
    }

    [Theory]
    [InlineData("a target that is never scraped")]
    [InlineData("a group that is never evaluated")]
    [InlineData("a young service that never gives its metrics")]
    [InlineData("a young service without log lines")]
    [InlineData("a young service without spans")]
    public async Task Settling_has_an_end(string what)
    {
        if (what.Contains("scraped", StringComparison.Ordinal))
            _healthy.Targets = [Healthy.Target("x", "x", "unknown")];
        else if (what.Contains("group", StringComparison.Ordinal))
            _healthy.Groups = [_healthy.Groups[0] with { LastEvaluation = null }];
        else
            SetYoung(what);

        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        await RunAsync(new CheckRunner([]));

        (_healthy.Stack.Time.GetUtcNow() - start).Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Nothing_is_waited_for_on_a_settled_stack_or_where_the_store_is_gone()
    {
        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        await RunAsync(new CheckRunner([]));
        _healthy.Stack.Metrics.Fault = FakeMetricStore.Unreachable;
        await RunAsync(new CheckRunner([]));

        _healthy.Stack.Time.GetUtcNow().Should().Be(start);
    }

    private void SetYoung(string what)
    {
        // It is young for 45 s, and what is waited for is waited for 30 s.
        _healthy.Services[0] = _healthy.Services[0] with { StartedAt = _healthy.Stack.Time.GetUtcNow() };
        if (what.Contains("metrics", StringComparison.Ordinal))
            _healthy.Ages.Clear();
        else if (what.Contains("lines", StringComparison.Ordinal))
            _healthy.Stored.Clear();
        else
            _healthy.Spans.Clear();
    }

    private async Task<List<StackItem>> RunAsync(CheckRunner runner) =>
        await runner.RunAsync(await _healthy.ContextAsync(), CancellationToken.None).ToListAsync();

    private static IEnumerable<CheckResult> Results(List<StackItem> items) => items.OfType<OutputItem>().Select(i => (CheckResult)i.Value);

    /// <summary>Passes with a text, throws, or (null) hangs until it is stopped.</summary>
    private sealed class FakeCheck(string name, Func<string>? reason) : ICheck
    {
        public string Name => name;

        public bool Ended { get; private set; }

        public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                if (reason is null)
                    await Task.Delay(Timeout.Infinite, cancellationToken);

                yield return new Verdict(name, "x", context.Time).Passed(reason!());
            }
            finally
            {
                Ended = true;
            }
        }
    }
}
