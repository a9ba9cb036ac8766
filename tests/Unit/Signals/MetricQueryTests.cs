using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class MetricQueryTests
{
    private readonly FakeMetricStore _store = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_name_stands_for_its_PromQL_and_anything_else_is_PromQL()
    {
        await RunAsync(new MetricRequest("Request-Rate", "a\"b\\c"));
        await RunAsync(new MetricRequest("sum(up)"));

        _store.Queries.Should().Equal(
            "sum by (service) (rate(http_server_requests_total{service=\"a\\\"b\\\\c\"}[5m]))",
            "sum(up)");
    }

    [Fact]
    public async Task Samples_are_output_and_remarks_are_warnings()
    {
        _store.Answer = _ => [FakeMetricStore.Sample(1)];
        _store.Warnings = ["might not be a counter"];

        List<StackItem> items = await RunAsync(new MetricRequest("up"));

        items.OfType<OutputItem>().Should().ContainSingle().Which.Value.Should().BeOfType<MetricSample>();
        items.OfType<WarningItem>().Should().ContainSingle();
    }

    [Fact]
    public async Task Nothing_matched_is_said_but_is_no_error() =>
        (await RunAsync(new MetricRequest("up"))).OfType<VerboseItem>().Last().Message.Should().Contain("matched no series");

    [Fact]
    public async Task A_range_ends_now_and_has_a_step_that_suits_it()
    {
        await RunAsync(new MetricRequest("up", Start: _time.GetUtcNow().AddHours(-1)));
        await RunAsync(new MetricRequest("up", Start: _time.GetUtcNow().AddSeconds(-30), Step: TimeSpan.FromSeconds(10)));

        _store.Queries.Should().Equal("up [3600s:15s]", "up [30s:10s]");
    }

    [Fact]
    public async Task A_range_that_ends_before_it_starts_is_the_users_fault() =>
        await Raised.ByAsync(
            () => RunAsync(new MetricRequest("up", Start: _time.GetUtcNow().AddHours(1))), "MetricRangeInvalid", StackErrorCategory.InvalidArgument);

    [Fact]
    public async Task A_service_needs_a_name_that_is_about_services()
    {
        await Raised.ByAsync(
            () => RunAsync(new MetricRequest("host-cpu", "mem0")), "MetricServiceUnsupported", StackErrorCategory.InvalidArgument, "whole stack");
        await Raised.ByAsync(
            () => RunAsync(new MetricRequest("sum(up)", "mem0")), "MetricNameUnknown", StackErrorCategory.ObjectNotFound, "latency-p95");
    }

    [Fact]
    public async Task Errors_of_the_store_pass_through()
    {
        _store.Fault = FakeMetricStore.Unreachable;
        await Raised.ByAsync(() => RunAsync(new MetricRequest("up")), "MetricStoreUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public void The_catalogue_is_consistent()
    {
        NamedMetrics.All.Select(m => m.Name).Should().OnlyHaveUniqueItems().And.Contain(["availability", "error-ratio", "latency-p95", "memory-events"]);
        NamedMetrics.All.Select(m => m.Unit).Should().BeSubsetOf(["ratio", "1/s", "s", "bytes", "count"]);
        NamedMetrics.All.Select(m => m.ToPromQL(null)).Should().NotContain(q => q.Contains('$'));
    }

    [Fact]
    public async Task Targets_are_filtered_by_job_service_and_health()
    {
        _store.Targets = () => [Target("probe", "openmemory", "down"), Target("mem0", "mem0", "up"), Target("probe", "mem0", "up")];

        (await TargetsAsync([], null)).Should().Equal("mem0/mem0", "probe/openmemory", "probe/mem0");
        (await TargetsAsync(["mem?"], null)).Should().Equal("mem0/mem0", "probe/mem0");
        (await TargetsAsync(["probe"], "Down")).Should().Equal("probe/openmemory");
    }

    private static ScrapeTarget Target(string job, string service, string health) => new(job, "i", service, health, "", null, default, "u");

    private async Task<List<string>> TargetsAsync(string[] names, string? health) =>
        await new TargetQuery(_store).RunAsync(names, health, CancellationToken.None)
            .Select(i => (ScrapeTarget)((OutputItem)i).Value)
            .Select(t => $"{t.Job}/{t.Service}")
            .ToListAsync();

    private Task<List<StackItem>> RunAsync(MetricRequest request) =>
        new MetricQuery(_store, _time).RunAsync(request, CancellationToken.None).ToListAsync().AsTask();
}
