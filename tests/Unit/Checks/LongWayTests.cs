using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Pipeline;
using Mem0Observability.Tests.Unit.Provisioning;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>The same checks where lines go through Filebeat and Logstash, and spans through the Collector and Jaeger.</summary>
public sealed class LongWayTests : IAsyncLifetime
{
    private readonly Healthy _healthy = new();
    private readonly PipelineServer _pipeline = new();
    private readonly HttpClient _http = StackHttp.Create();
    private readonly Dictionary<string, double> _spans = new() { ["otel-collector accepted"] = 40, ["otel-collector sent"] = 40, ["jaeger accepted"] = 40 };
    private bool _othersArrive = true;

    public async ValueTask InitializeAsync()
    {
        await _pipeline.StartAsync();
        var answer = _healthy.Stack.Logs.Answer;
        _healthy.Stack.Logs.Answer = s => s is { Services.Count: 0, TraceId: null, RequestId: null } && _othersArrive ? new LogPage([FakeLogStore.Entry("x", _healthy.Stack.Time.GetUtcNow(), "1", "observer")], null) : answer(s);
        var metrics = _healthy.Stack.Metrics.Answer;
        _healthy.Stack.Metrics.Answer = q => q.Contains("otelcol_", StringComparison.Ordinal)
            ? [.. _spans.Where(s => q.Contains($"\"{s.Key.Split(' ')[0]}\"", StringComparison.Ordinal) && q.Contains(s.Key.Split(' ')[1], StringComparison.Ordinal)).Select(s => FakeMetricStore.Sample(s.Value))]
            : metrics(q);
    }

    [Fact]
    public async Task What_is_found_has_been_everywhere()
    {
        CheckResult logs = await RunAsync(new LogsCheck(), "mem0");
        logs.Outcome.Should().Be(CheckOutcome.Passed);
        logs.Hops.Select(h => h.Name).Should().Equal("written", "filebeat", "logstash", "elasticsearch", "found");
        (await RunAsync(new TracesCheck(), "mem0")).Outcome.Should().Be(CheckOutcome.Passed);
        (await RunAsync(new CorrelationCheck(), "mem0")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_line_that_is_missing_is_explained_by_where_lines_were_last_seen()
    {
        _healthy.Stored.Clear();
        await LogsFailAsync("elasticsearch (lines of others, the newest of 'observer'", "logging driver json-file");

        _othersArrive = false;
        await LogsFailAsync("logstash (100 lines taken in, 99 passed on, 1 waiting, 1 bytes of dead letters)", "disk watermark");

        _pipeline.Logstash = (100, 90, 0, 5000);
        await LogsFailAsync("filebeat (9 files open, 100 lines passed on, 2 failed, 0 write errors)", "dead letter queue");

        _pipeline.Logstash = (0, 0, 0, 1);
        await LogsFailAsync("filebeat", "'logstash' says: it has received nothing");

        _pipeline.Filebeat = (9, 0);
        await LogsFailAsync("written (by the container at ", "'filebeat' says: it has passed nothing on");

        _pipeline.Filebeat = (0, 0);
        await LogsFailAsync("written", "'filebeat' says: it reads no file");

        await _pipeline.StopAsync();
        await LogsFailAsync("written", "'filebeat' says: it does not answer");
    }

    [Fact]
    public async Task An_API_without_a_port_is_no_fault_of_its_own()
    {
        _healthy.Stored.Clear();

        CheckResult result = await RunAsync(new LogsCheck(), "mem0", new LogPipeline(_http, null, null));

        result.Hops.Single(h => h.Name == "filebeat").Detail.Should().Be("its API has no published port");
        result.Reason.Should().Contain("logging driver json-file");
    }

    [Fact]
    public async Task A_trace_that_is_missing_is_explained_by_where_spans_were_last_seen()
    {
        _healthy.Spans.Clear();
        await TracesFailAsync("received (40 spans taken in by Jaeger within 5 minutes)", "can Jaeger write to Elasticsearch");

        _spans["jaeger accepted"] = 0;
        await TracesFailAsync("exported (40 spans passed on to Jaeger within 5 minutes)", "Jaeger takes in no span");

        _spans["otel-collector sent"] = 0;
        await TracesFailAsync("collected", "its sampling");

        _spans.Clear();
        await TracesFailAsync("answered", "The Collector takes in no span");
    }

    [Fact]
    public async Task A_span_that_is_sent_in_is_looked_for_longer_than_beside_the_store()
    {
        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        var answer = _healthy.Stack.Traces.Trace;
        _healthy.Stack.Traces.Trace = id => _healthy.Stack.Time.GetUtcNow() - start > TimeSpan.FromSeconds(40) ? answer(id) : null;

        (await RunAsync(new TracesCheck(), TracesCheck.Intake)).Outcome.Should().Be(CheckOutcome.Passed);
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _http.Dispose();
    }

    private Task LogsFailAsync(string last, string advice) => FailsAsync(new LogsCheck(), last, advice);

    private Task TracesFailAsync(string last, string advice) => FailsAsync(new TracesCheck(), last, advice);

    private async Task FailsAsync(ICheck check, string last, string advice)
    {
        CheckResult result = await RunAsync(check, "mem0");
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Contain($"Last hop that worked: {last}").And.Contain(advice);
    }

    private async Task<CheckResult> RunAsync(ICheck check, string target, LogPipeline? pipeline = null)
    {
        CheckContext context = await _healthy.ContextAsync();
        context = context with { Sources = context.Sources with { Pipeline = pipeline ?? new LogPipeline(_http, _pipeline.Address, _pipeline.Address) } };
        List<CheckResult> results = await check.RunAsync(context, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        results[^1].Outcome.Should().Be(CheckOutcome.Passed, "the negative control must find nothing");
        return results.Single(r => r.Target == target);
    }
}
