using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals.Probes;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>How the checks of logs, traces and their correlation say no.</summary>
public sealed class TelemetryChecksTests
{
    private readonly Healthy _healthy = new();

    [Fact]
    public async Task A_line_that_is_not_found_is_explained_by_the_last_hop_that_worked()
    {
        _healthy.Stored["mem0"] = _healthy.Stack.Time.GetUtcNow().AddMinutes(-10);
        await LogsFailAsync("Last hop that worked: stored (no failure within 5 minutes)", "logging driver json-file");

        _healthy.Tail["tail_lag"] = 5e6;
        await LogsFailAsync("Last hop that worked: stored", "is behind in reading");

        _healthy.Tail["store_failures"] = 4;
        await LogsFailAsync("Last hop that worked: read (500 lines within 5 minutes, 5000000 bytes behind)", "disk full or read-only");

        _healthy.Tail["tail_lines"] = 0;
        await LogsFailAsync("Last hop that worked: written (by the container at ", "DOCKER_CONTAINERS");

        _healthy.Tail.Clear();
        await LogsFailAsync("Last hop that worked: written", "OBSERVER_CONTAINER_LOGS");
    }

    [Fact]
    public async Task Why_a_line_is_not_found_is_not_known_where_the_metric_store_is_gone()
    {
        _healthy.Stored.Clear();
        CheckContext context = await _healthy.ContextAsync();
        _healthy.Stack.Metrics.Fault = FakeMetricStore.Unreachable;

        List<CheckResult> results = await new LogsCheck().RunAsync(context, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        results[0].Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("cannot be asked: Prometheus cannot be reached."));
    }

    [Fact]
    public async Task A_line_that_comes_late_is_waited_for()
    {
        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        var answer = _healthy.Stack.Logs.Answer;
        _healthy.Stack.Logs.Answer = s => _healthy.Stack.Time.GetUtcNow() - start > TimeSpan.FromSeconds(5) ? answer(s) : new([], null);

        (await _healthy.RunAsync(new LogsCheck(), "mem0")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_container_that_writes_nothing_leaves_nothing_to_prove()
    {
        _healthy.Written["mem0"] = null;
        (await _healthy.RunAsync(new LogsCheck(), "mem0")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Warning && r.Reason.Contains("no line yet"));

        _healthy.Written["mem0"] = new WrittenLine(_healthy.Stack.Time.GetUtcNow().AddDays(-7), "old");
        (await _healthy.RunAsync(new LogsCheck(), "mem0")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Warning && r.Reason.Contains("longer ago"));
    }

    [Fact]
    public async Task A_required_service_without_a_container_writes_no_log()
    {
        _healthy.Services.RemoveAt(1);

        (await _healthy.RunAsync(new LogsCheck(), "prometheus")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("no container"));
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("traces")]
    [InlineData("correlation")]
    public async Task A_store_that_cannot_be_reached_is_said_as_such(string check)
    {
        _healthy.Stack.Logs.Fault = new("LogStoreUnreachable", StackErrorCategory.ResourceUnavailable, "The log store cannot be reached.", "observer");
        _healthy.Stack.Traces.Fault = new("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "The trace store cannot be reached.", "observer");

        List<StackItem> items = await new CheckRunner(CheckCatalog.Select([check])).RunAsync(await _healthy.ContextAsync(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        items.OfType<OutputItem>().Select(i => (CheckResult)i.Value).Should().ContainSingle()
            .Which.Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Target == "observer" && r.Reason.Contains("store cannot be reached"));
    }

    [Fact]
    public async Task A_span_that_is_refused_and_one_that_is_lost_are_two_reasons()
    {
        _healthy.Spans.Remove(ObserverProbes.ServiceName);
        CheckResult lost = await _healthy.RunAsync(new TracesCheck(), TracesCheck.Intake);
        lost.Outcome.Should().Be(CheckOutcome.Failed);
        lost.Reason.Should().Contain("Last hop that worked: accepted (by OTLP/HTTP). The trace store has no such trace");
        lost.Hops.Select(h => (h.Name, h.Reached)).Should().Equal(("accepted", true), ("stored", false));

        CheckContext context = await _healthy.ContextAsync();
        context.Sources.Should().NotBeNull();
        _healthy.Stack.Probes.Fault = new("ProbeRejected", StackErrorCategory.ResourceUnavailable, "OTLP/HTTP answered 401.", "observer");
        List<StackItem> items = await new CheckRunner([new TracesCheck()]).RunAsync(context, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        items.OfType<OutputItem>().Should().NotBeEmpty().And.OnlyContain(i => ((CheckResult)i.Value).Outcome == CheckOutcome.Failed && ((CheckResult)i.Value).Reason.Contains("401"));
    }

    [Fact]
    public async Task A_request_without_an_answer_a_trace_or_a_span_is_told_apart()
    {
        _healthy.Spans["mem0"] = "unknown_service";
        await TracesFailAsync("Last hop that worked: stored (1 spans of unknown_service)", "OTEL_SERVICE_NAME");

        _healthy.Spans.Remove("mem0");
        await TracesFailAsync("Last hop that worked: answered (200 from http://mem0:8000/)", "telemetry:4318");

        _healthy.Stack.Probes.Answer = s => new(s, "http://mem0:8000/", null, null, "Connection refused");
        await TracesFailAsync("no answer from http://mem0:8000/: Connection refused", "network that the observer has joined");
    }

    [Fact]
    public async Task An_error_that_a_service_answers_is_an_answer_and_is_traced()
    {
        _healthy.Stack.Probes.Answer = s => new(s, "http://mem0:8000/", 500, "request-of-mem0", "");

        CheckResult result = await _healthy.RunAsync(new TracesCheck(), "mem0");

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.Hops[0].Detail.Should().Be("500 from http://mem0:8000/");
    }

    [Fact]
    public async Task What_does_not_correlate_is_named()
    {
        _healthy.Counts = false;
        await CorrelationFailsAsync("Not counted: http_server_requests_total 100 to 100", "monitoring.instrument");

        _healthy.Logged = (true, false);
        await CorrelationFailsAsync("Last hop that worked: logged", "Not requested: 0 log lines of request request-of-mem0");

        _healthy.Logged = (false, true);
        await CorrelationFailsAsync("Last hop that worked: traced (1 spans)", "Not logged: 0 log lines of the trace");

        _healthy.Spans.Remove("mem0");
        await CorrelationFailsAsync("Last hop that worked: answered", "Not traced");
    }

    [Fact]
    public async Task A_request_is_counted_where_another_instance_is_gone_meanwhile()
    {
        _healthy.LeavingCount = 3648;

        CheckResult result = await _healthy.RunAsync(new CorrelationCheck(), "mem0");

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.Reason.Should().Contain("http_server_requests_total 100 to 101");
    }

    [Fact]
    public async Task A_service_that_gives_requests_no_id_correlates_by_the_trace()
    {
        _healthy.Logged = (true, false);
        _healthy.Stack.Probes.Answer = s => new(s, "http://mem0:8000/", 200, null, "");

        CheckResult result = await _healthy.RunAsync(new CorrelationCheck(), "mem0");

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.Hops.Select(h => h.Name).Should().Equal("answered", "traced", "logged", "counted");
    }

    private Task LogsFailAsync(params string[] parts) => FailsAsync(new LogsCheck(), "mem0", parts);

    private Task TracesFailAsync(params string[] parts) => FailsAsync(new TracesCheck(), "mem0", parts);

    private Task CorrelationFailsAsync(params string[] parts) => FailsAsync(new CorrelationCheck(), "mem0", parts);

    private async Task FailsAsync(ICheck check, string target, string[] parts)
    {
        CheckResult result = await _healthy.RunAsync(check, target);
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().ContainAll(parts);
    }
}
