using Mem0Observability.Checks;
using Mem0Observability.Dashboards;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>A panel has data, or is declared empty with a reason that holds, or fails with the cause.</summary>
public sealed class DashboardsCheckTests
{
    private readonly Healthy _stack = new();

    public DashboardsCheckTests() => _stack.Stack.Metrics.Answer = q => q is "up" or "other" ? [FakeMetricStore.Sample(1)] : [];

    [Fact]
    public async Task A_panel_with_data_passes_and_the_control_is_not_found()
    {
        List<CheckResult> results = await RunAsync([Panel("Up", "up", "other")]);
        results.Should().HaveCount(2).And.OnlyContain(r => r.Outcome == CheckOutcome.Passed && r.Name == "dashboards");
        results[0].Target.Should().Be("small: Up");
        results[0].Reason.Should().Be("Data: 2 queries, 2 series.");
        results[1].Target.Should().Be("negative control");
    }

    [Fact]
    public async Task Every_query_of_a_panel_must_have_data()
    {
        CheckResult result = (await RunAsync([Panel("Up", "up", "gone")]))[0];
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Be("No data for query B. There is no metric 'gone' in the store: it is misspelled, or what exposes it is not scraped or has not counted yet. "
            + "See: Get-Mem0Target It asks: gone. The panel is in dir/small.json.");
        result.Hops.Select(h => h.ToString()).Should().Equal("metric MISSING", "selector MISSING", "value MISSING");
    }

    [Theory]
    [InlineData("m{a=\"b\"}", "m", "Metric 'm' is in the store, and no series of it matches {a=\"b\"}.")]
    [InlineData("rate(m[1m])", "m", "All its selectors find series, and what is done with them leaves nothing")]
    [InlineData("nan", "", "All its selectors find series, and every value is NaN or infinite")]
    public async Task The_cause_is_the_first_hop_without_anything(string promQL, string series, string cause)
    {
        _stack.Stack.Metrics.Answer = q => q == "nan" ? [FakeMetricStore.Sample(double.NaN), FakeMetricStore.Sample(double.PositiveInfinity)] : [];
        _stack.Stack.Metrics.Series = selector => selector == series || promQL == "nan" ? [new Dictionary<string, string>()] : [];
        CheckResult result = (await RunAsync([Panel("P", promQL)]))[0];
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Contain(cause);
    }

    [Theory]
    [InlineData(null, CheckOutcome.Passed, "Declared empty: none is needed")]
    [InlineData("absent_condition", CheckOutcome.Passed, "Declared empty: none is needed")]
    [InlineData("up", CheckOutcome.Failed, "It is declared empty only while 'up' has no sample, and it has.")]
    public async Task A_declaration_counts_while_its_reason_holds(string? unless, CheckOutcome outcome, string reason)
    {
        CheckResult result = (await RunAsync([Panel("P", "gone")], new EmptyPanel("small", "P", "none is needed", unless)))[0];
        result.Outcome.Should().Be(outcome);
        result.Reason.Should().Contain(reason);
    }

    [Fact]
    public async Task A_declaration_of_a_dashboard_is_for_all_its_panels_and_no_other()
    {
        (await RunAsync([Panel("P", "gone")], new EmptyPanel("small", "*", "why", null)))[0].Outcome.Should().Be(CheckOutcome.Passed);
        (await RunAsync([Panel("P", "gone")], new EmptyPanel("large", "*", "why", null)))[0].Outcome.Should().Be(CheckOutcome.Failed);
    }

    [Fact]
    public async Task A_declaration_does_not_excuse_a_query_that_fails()
    {
        CheckResult result = (await RunAsync([Panel("P", "sum(rate($nobody))")], new EmptyPanel("small", "P", "why", null)))[0];
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().StartWith("Query A cannot be executed: there is no variable 'nobody'. It asks: sum(rate($nobody)).");
    }

    [Fact]
    public async Task What_the_store_says_of_a_query_is_told_for_that_panel_alone()
    {
        _stack.Stack.Metrics.Answer = q => q == "up" ? [FakeMetricStore.Sample(1)] : throw new StackException("PromQLInvalid", StackErrorCategory.InvalidArgument, "parse error");
        List<CheckResult> results = await RunAsync([Panel("Bad", "rate("), Panel("Good", "up")]);
        results[0].Reason.Should().StartWith("Query A cannot be executed: parse error.");
        results[1].Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_store_that_is_gone_is_one_finding_of_the_whole_check()
    {
        _stack.Stack.Metrics.Answer = _ => throw FakeMetricStore.Unreachable;
        Func<Task> run = () => RunAsync([Panel("A", "up"), Panel("B", "up")]);
        (await run.Should().ThrowAsync<StackException>()).Which.ErrorId.Should().Be("MetricStoreUnreachable");
    }

    [Fact]
    public async Task Panels_of_a_store_that_is_not_deployed_have_no_result()
    {
        DashboardPanel logs = Logs("log.level:error");
        (await RunAsync([logs])).Should().ContainSingle().Which.Target.Should().Be("negative control");
        _stack.Services.Add(Healthy.Container("elasticsearch", "mem0-monitoring"));
        _stack.Stack.Logs.Answer = _ => new LogPage([FakeLogStore.Entry("it broke", DateTimeOffset.UnixEpoch, "1")], null);
        (await RunAsync([logs]))[0].Outcome.Should().Be(CheckOutcome.Passed);
        _stack.Stack.Logs.Answer = _ => new LogPage([], null);
        (await RunAsync([logs]))[0].Reason.Should().Contain("No log line within the range matches.");
    }

    [Fact]
    public async Task In_a_stack_that_has_just_started_panels_have_time_to_fill()
    {
        int asked = 0;
        _stack.Services[0] = _stack.Services[0] with { StartedAt = _stack.Stack.Time.GetUtcNow().AddSeconds(-20) };
        _stack.Stack.Metrics.Answer = q => q == "up" && ++asked > 3 ? [FakeMetricStore.Sample(1)] : [];
        (await RunAsync([Panel("Up", "up")]))[0].Outcome.Should().Be(CheckOutcome.Passed);
        asked.Should().Be(4);
    }

    [Fact]
    public async Task In_one_that_has_run_for_long_they_have_none()
    {
        int asked = 0;
        _stack.Stack.Metrics.Answer = q => q == "up" && ++asked > 3 ? [FakeMetricStore.Sample(1)] : [];
        (await RunAsync([Panel("Up", "up")]))[0].Outcome.Should().Be(CheckOutcome.Failed);
        asked.Should().Be(1);
    }

    [Fact]
    public async Task A_panel_over_time_is_asked_for_the_range_on_the_grid_of_its_steps()
    {
        var panel = new DashboardPanel(1, "P", "timeseries", 12, null, null, [new PanelQuery("A", "prometheus", "rate(m[$__rate_interval])", Instant: false)]);
        await RunAsync([panel]);
        _stack.Stack.Metrics.Queries.Should().Contain("rate(m[60s]) [3600s:15s]");
    }

    [Fact]
    public async Task A_variable_that_cannot_be_asked_for_fails_its_dashboard()
    {
        var dashboard = new Dashboard("dir/small.json", "u", "t", TimeSpan.FromHours(1), [new DashboardVariable("v", "query", "metrics(up)", false, null, [])], [Panel("P", "up")]);
        List<CheckResult> results = await RunAsync(dashboard, []);
        results.Should().HaveCount(2);
        results[0].Reason.Should().StartWith("Its panels cannot be executed: variable 'v' asks 'metrics(up)'");
    }

    private static DashboardPanel Panel(string title, params string[] promQL) =>
        new(1, title, "stat", 12, null, null, [.. promQL.Select((q, i) => new PanelQuery($"{(char)('A' + i)}", "prometheus", q, Instant: true))]);

    private static DashboardPanel Logs(string lucene) => new(1, "L", "logs", 24, null, null, [new PanelQuery("A", "elasticsearch", lucene, Instant: false)]);

    private async Task<List<CheckResult>> RunAsync(DashboardPanel[] panels, params EmptyPanel[] empty) =>
        await RunAsync(new Dashboard("dir/small.json", "u", "t", TimeSpan.FromHours(1), [], panels), empty);

    private async Task<List<CheckResult>> RunAsync(Dashboard dashboard, EmptyPanel[] empty)
    {
        CheckContext context = await _stack.ContextAsync() with { Dashboards = new DashboardFolder("dir", [dashboard], empty) };
        return await new DashboardsCheck().RunAsync(context, CancellationToken.None).ToListAsync();
    }
}
