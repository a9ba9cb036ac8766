using Mem0Observability.Checks;
using Mem0Observability.Instrumentation.Live;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Checks;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Instrumentation;

/// <summary>Whether the instrumentation of running services is live, by what it says of itself.</summary>
public sealed class LiveTests
{
    private readonly FakeStack _stack = new();
    private readonly List<ScrapeTarget> _targets = [Healthy.Target("mem0", "mem0")];
    private readonly List<MetricSample> _samples =
    [
        Sample("mem0_instrumentation_build_info", 1, ("job", "mem0"), ("version", "1.2.3")),
        Sample("mem0_instrumentation_routes", 28, ("job", "mem0")),
        Sample("mem0_instrumentation_hook_active", 1, ("job", "mem0"), ("hook", "llm")),
        Sample("mem0_instrumentation_hook_active", 1, ("job", "mem0"), ("hook", "vector_store")),
        Sample("http_server_requests_total", 3, ("job", "mem0"), ("route", "/search")),
        Sample("http_server_requests_total", 3, ("job", "mem0"), ("route", "unmatched")),
        Sample("http_server_request_duration_seconds_count", 3, ("job", "mem0"), ("route", "/search")),
        Sample("http_server_requests_in_flight", 0, ("job", "mem0")),
    ];

    private bool _saysYes;

    public LiveTests()
    {
        _stack.Metrics.Targets = () => _targets;
        _stack.Metrics.Answer = Query;
    }

    [Fact]
    public async Task What_is_live_passes_row_by_row()
    {
        List<CheckResult> results = await RunAsync();
        results.Should().OnlyContain(r => r.Outcome == CheckOutcome.Passed);
        results.Where(r => r.Target != "negative control").Select(r => $"{r.Name} {r.Target}").Should()
            .BeEquivalentTo("targets mem0", "version mem0", "routes mem0", "hooks mem0/llm", "hooks mem0/vector_store", "requests mem0");
        results.Count(r => r.Target == "negative control").Should().Be(5);
        results.Single(r => r.Name == "routes" && r.Target == "mem0").Reason.Should().Be("28 routes are live.");
        results.Single(r => r.Name == "requests" && r.Target == "mem0").Reason.Should().Contain("Routes asked since its start: 1.");
    }

    [Fact]
    public async Task Each_hook_that_was_not_found_is_named_with_what_to_do()
    {
        // Of two processes one has it.
        _samples.Add(Sample("mem0_instrumentation_hook_active", 0, ("job", "mem0"), ("hook", "llm"), ("instance", "b")));
        CheckResult hook = (await RunAsync()).Single(r => r.Outcome == CheckOutcome.Failed);
        hook.Target.Should().Be("mem0/llm");
        hook.Reason.Should().ContainAll("'llm' was not found", "entry module", "Get-Mem0Log");
    }

    [Fact]
    public async Task Another_version_works_and_is_a_warning()
    {
        _samples[0] = Sample("mem0_instrumentation_build_info", 1, ("job", "mem0"), ("version", "1.0.0"));
        CheckResult version = (await RunAsync()).Single(r => r.Outcome != CheckOutcome.Passed);
        version.Outcome.Should().Be(CheckOutcome.Warning);
        version.Reason.Should().Be("It runs 1.0.0, and this module ships 1.2.3. Run Install-Mem0Instrumentation <checkout>, then start 'mem0' as it says.");
    }

    [Fact]
    public async Task No_route_fails()
    {
        _samples[1] = _samples[1] with { Value = 0 };
        (await RunAsync()).Single(r => r.Outcome == CheckOutcome.Failed).Reason.Should().StartWith("It knows no route");
    }

    [Fact]
    public async Task A_request_metric_that_is_missing_is_named()
    {
        _samples.RemoveAll(s => s.Metric == "http_server_request_duration_seconds_count");
        (await RunAsync()).Single(r => r.Outcome == CheckOutcome.Failed).Reason.Should().StartWith("There is no http_server_request_duration_seconds_count.");
    }

    [Fact]
    public async Task Scraped_without_its_gauges_is_older_or_something_else()
    {
        _samples.RemoveAll(s => s.Metric.StartsWith("mem0_instrumentation", StringComparison.Ordinal));
        List<CheckResult> failed = [.. (await RunAsync()).Where(r => r.Outcome == CheckOutcome.Failed)];
        failed.Select(r => r.Name).Should().BeEquivalentTo("version", "routes", "hooks");
        failed.Should().OnlyContain(r => r.Reason.StartsWith("Last hop that worked: scrape") && r.Reason.Contains("older than this module") && r.Reason.Contains("Install-Mem0Instrumentation"));
    }

    [Theory]
    [InlineData("down", "cannot scrape http://mem0/metrics: refused")]
    [InlineData("none", "no target in job 'mem0'")]
    public async Task Not_scraped_is_said_first(string health, string expected)
    {
        _samples.Clear();
        _targets.Clear();
        if (health == "down") _targets.Add(Healthy.Target("mem0", "mem0", "down", "refused"));
        List<CheckResult> results = await RunAsync("mem0");
        results.Where(r => r.Target == "mem0").Should().HaveCount(5).And.OnlyContain(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains(expected));
        results.Where(r => r.Target == "negative control").Should().OnlyContain(r => r.Outcome == CheckOutcome.Passed);
    }

    [Fact]
    public async Task Without_a_name_those_count_that_are_monitored_and_mem0_where_none_is()
    {
        (await ScopeAsync(null)).Should().Equal("mem0");
        _targets.Add(Healthy.Target("openmemory", "openmemory"));
        (await ScopeAsync(null)).Should().Equal("mem0", "openmemory");
        (await ScopeAsync(InstrumentationScope.OpenMemory)).Should().Equal("openmemory");
        _targets.Clear();
        (await ScopeAsync(null)).Should().Equal("mem0");
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        (await ScopeAsync(null)).Should().Equal("mem0");
    }

    [Fact]
    public async Task An_unreachable_store_is_a_failed_result()
    {
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        (await RunAsync()).Should().HaveCount(5).And.OnlyContain(r => r.Outcome == CheckOutcome.Failed && r.Reason == FakeMetricStore.Unreachable.Message);
    }

    [Fact]
    public async Task A_store_that_says_yes_to_everything_is_found_out()
    {
        _saysYes = true;
        (await RunAsync("mem0")).Where(r => r.Target == "negative control" && r.Name != "targets")
            .Should().HaveCount(4).And.OnlyContain(r => r.Outcome == CheckOutcome.Failed && r.Reason.StartsWith("Negative control:"));
    }

    private async Task<IEnumerable<string>> ScopeAsync(string? service) =>
        (await InstrumentationScope.ResolveAsync(_stack.Sources, service, _stack.Time, CancellationToken.None)).Scope.Select(s => s.Name);

    private async Task<List<CheckResult>> RunAsync(string? service = null)
    {
        CheckContext context = await InstrumentationScope.ResolveAsync(_stack.Sources, service, _stack.Time, CancellationToken.None);
        List<StackItem> items = await new CheckRunner(InstrumentationChecks.Of("1.2.3")).RunAsync(context, CancellationToken.None).ToListAsync();
        return [.. items.OfType<OutputItem>().Select(i => (CheckResult)i.Value)];
    }

    private static MetricSample Sample(string metric, double value, params (string Name, string Value)[] labels) =>
        FakeMetricStore.Sample(value, labels) with { Metric = metric };

    private IReadOnlyList<MetricSample> Query(string promQL)
    {
        if (promQL.StartsWith("up{", StringComparison.Ordinal))
            return [.. _targets.Where(t => promQL.Contains($"\"{t.Job}\"", StringComparison.Ordinal)).Select(t => FakeMetricStore.Sample(t.Health == "up" ? 1 : 0))];

        if (_saysYes && promQL.StartsWith("{__name__", StringComparison.Ordinal))
            return [.. InstrumentationScope.RequestMetrics.Select(m => Sample(m, 1, ("version", "1.2.3")))];

        string[] names = promQL.StartsWith("{__name__=~\"", StringComparison.Ordinal) ? promQL[12..promQL.IndexOf('"', 12)].Split('|') : [];
        return [.. _samples.Where(s => names.Contains(s.Metric) && promQL.Contains($"job=\"{s.Labels["job"]}\"", StringComparison.Ordinal))];
    }
}
