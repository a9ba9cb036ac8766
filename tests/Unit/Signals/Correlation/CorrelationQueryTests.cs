using Mem0Observability.Model;
using Mem0Observability.Signals.Correlation;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals.Correlation;

public sealed class CorrelationQueryTests
{
    private const string RequestId = "a1b2c3d4";

    private static readonly StackException s_noLogs = new("LogStoreUnreachable", StackErrorCategory.ResourceUnavailable, "The log store is gone.", "observer");
    private static readonly StackException s_noTraces = new("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "The trace store is gone.", "observer");

    private readonly FakeStack _stack = new();
    private readonly List<LogEntry> _logs =
    [
        Telemetry.Log("failed", 405, Telemetry.TraceId, level: "Error"),
        Telemetry.Log("started", 1, Telemetry.TraceId, RequestId),
        Telemetry.Log("access", 413, requestId: RequestId),
        Telemetry.Log("of somebody else", 20, "00000000000000000000000000000001", "ffffffff"),
    ];

    public CorrelationQueryTests()
    {
        // The fake stack's clock is at the start of the request.
        _stack.Time.Advance(TimeSpan.FromHours(2));
        _stack.Logs.Answer = search => new LogPage(
            [.. _logs.Where(l => (search.TraceId ?? l.TraceId) == l.TraceId && (search.RequestId ?? l.RequestId) == l.RequestId).OrderByDescending(l => l.UnixNanoseconds)],
            null);
        _stack.Traces.Trace = id => id == Telemetry.TraceId ? Telemetry.Request() : null;
    }

    [Fact]
    public async Task A_request_id_leads_by_its_logs_to_the_trace_and_by_it_to_all_logs()
    {
        RequestCorrelation request = await OfRequestAsync(RequestId);
        request.RequestId.Should().Be(RequestId);
        request.TraceIds.Should().Equal(Telemetry.TraceId);
        request.Traces.Should().ContainSingle();
        request.Spans.Should().HaveCount(4);
        request.Logs.Select(l => l.Message).Should().Equal("started", "failed", "access");
        request.Services.Should().Equal("mem0", "openai", "postgres");
        request.StartTime.Should().Be(Telemetry.Start);
        request.Duration.Should().Be(TimeSpan.FromMilliseconds(413));
        request.Problems.Should().BeEmpty();
        _stack.Traces.Searches.Should().BeEmpty("the logs named the trace");
    }

    [Fact]
    public async Task A_trace_id_leads_to_the_request_id_and_to_logs_that_only_have_that()
    {
        _logs.Add(Telemetry.Log("another request of that id", 30, "00000000000000000000000000000002", RequestId));
        RequestCorrelation request = await OfTraceAsync(Telemetry.TraceId.ToUpperInvariant());
        request.RequestId.Should().Be(RequestId);
        request.Logs.Select(l => l.Message).Should().Equal("started", "failed", "access");
    }

    [Fact]
    public async Task Spans_are_found_by_their_attribute_where_no_log_has_a_trace_id()
    {
        _logs.RemoveAll(l => l.TraceId is not null);
        _stack.Traces.Found = _ => [Telemetry.Request(requestId: RequestId)];
        RequestCorrelation request = await OfRequestAsync(RequestId);
        request.TraceIds.Should().Equal(Telemetry.TraceId);
        request.Logs.Select(l => l.Message).Should().Equal("access");
        TraceSearchShouldBe(Telemetry.Start.AddMilliseconds(413).AddMinutes(-5), Telemetry.Start.AddMilliseconds(413).AddMinutes(5));

        _logs.Clear();
        (await OfRequestAsync(RequestId)).Logs.Should().BeEmpty();
        TraceSearchShouldBe(_stack.Time.GetUtcNow().AddMinutes(5).AddDays(-1), _stack.Time.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task A_request_with_logs_only_is_found()
    {
        _logs.RemoveAll(l => l.TraceId is not null);
        RequestCorrelation request = await OfRequestAsync(RequestId);
        request.Traces.Should().BeEmpty();
        request.StartTime.Should().Be(Telemetry.Start.AddMilliseconds(413));
        request.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_trace_that_logs_name_but_the_store_does_not_have_is_a_problem()
    {
        _stack.Traces.Trace = _ => null;
        RequestCorrelation request = await OfRequestAsync(RequestId);
        request.Logs.Should().HaveCount(3);
        request.TraceIds.Should().Equal(Telemetry.TraceId);
        request.Problems.Should().ContainSingle().Which.Should().Contain(Telemetry.TraceId);
    }

    [Fact]
    public async Task A_request_id_on_very_many_traces_gives_the_first_ones_and_says_so()
    {
        _logs.AddRange(Enumerable.Range(100, 20).Select(i => Telemetry.Log($"again {i}", -i, $"{i:x32}", RequestId)));
        _stack.Traces.Trace = id => Telemetry.Request(id);
        RequestCorrelation request = await OfRequestAsync(RequestId);
        request.Traces.Should().HaveCount(10);
        request.Problems.Should().ContainSingle().Which.Should().Contain("21 traces");
    }

    [Fact]
    public async Task The_metrics_are_those_of_the_services_in_the_minute_of_the_request()
    {
        _stack.Metrics.Answer = Metrics;
        RequestCorrelation request = await OfRequestAsync(RequestId);
        DateTimeOffset minute = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);
        request.Metrics.Should().Equal(
            new ServiceMinute("mem0", minute, 2, 0.25, TimeSpan.FromSeconds(0.4), "http_server"),
            new ServiceMinute("openai", minute, 1, 0, TimeSpan.FromMilliseconds(200), "traces_span_metrics"),
            new ServiceMinute("postgres", minute, null, null, null, ""));
        _stack.Metrics.Times.Should().AllBeEquivalentTo(minute.AddMinutes(1));
    }

    [Fact]
    public async Task A_minute_that_is_not_over_is_asked_for_as_of_now()
    {
        _stack.Time.Advance(TimeSpan.FromHours(-2) + TimeSpan.FromSeconds(1));
        await OfRequestAsync(RequestId);
        _stack.Metrics.Times.Should().AllBeEquivalentTo(_stack.Time.GetUtcNow());
    }

    [Fact]
    public async Task Alerts_that_were_firing_then_are_listed_with_when_they_began()
    {
        _stack.Metrics.Answer = promQL => promQL switch
        {
            "last_over_time(ALERTS{alertstate=\"firing\"}[1m])" => [FakeMetricStore.Sample(1, ("alertname", "PostgresDown"), ("alertstate", "firing"), ("severity", "page"), ("service", "postgres"))],
            "last_over_time(ALERTS_FOR_STATE[1m])" => [FakeMetricStore.Sample(1_767_323_000, ("alertname", "PostgresDown"), ("severity", "page"), ("service", "postgres"))],
            _ => [],
        };
        AlertStatus alert = (await OfRequestAsync(RequestId)).Alerts.Should().ContainSingle().Subject;
        alert.Should().Match<AlertStatus>(a => a.Name == "PostgresDown" && a.State == "firing" && a.Severity == "page" && a.Service == "postgres");
        alert.ActiveSince.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1_767_323_000));
        alert.Labels.Should().NotContainKey("alertstate");
    }

    [Fact]
    public async Task A_store_that_fails_is_a_problem_and_the_others_still_answer()
    {
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        RequestCorrelation withoutMetrics = await OfRequestAsync(RequestId);
        withoutMetrics.Problems.Should().Equal("Prometheus cannot be reached.");
        withoutMetrics.Spans.Should().HaveCount(4);
        withoutMetrics.Metrics.Should().HaveCount(3).And.OnlyContain(m => m.RequestRate == null);

        _stack.Metrics.Fault = null;
        _stack.Traces.Fault = s_noTraces;
        RequestCorrelation withoutTraces = await OfRequestAsync(RequestId);
        withoutTraces.Problems.Should().Equal("The trace store is gone.");
        withoutTraces.Logs.Should().HaveCount(3);

        _stack.Traces.Fault = null;
        _stack.Logs.Fault = s_noLogs;
        RequestCorrelation withoutLogs = await OfTraceAsync(Telemetry.TraceId);
        withoutLogs.Problems.Should().Equal("The log store is gone.");
        withoutLogs.Spans.Should().HaveCount(4);
    }

    [Fact]
    public async Task Nothing_found_is_an_error_of_that_request()
    {
        (await FaultAsync(q => q.OfRequestAsync("nobody", default))).Should().Match<StackException>(e =>
            e.ErrorId == "RequestNotFound" && e.Category == StackErrorCategory.ObjectNotFound && e.Target as string == "nobody");
        (await FaultAsync(q => q.OfTraceAsync("00000000000000000000000000000009", default))).ErrorId.Should().Be("TraceNotFound");
        (await FaultAsync(q => q.OfTraceAsync("nobody", default))).ErrorId.Should().Be("TraceIdInvalid");
    }

    [Fact]
    public async Task Nothing_found_by_stores_that_failed_is_their_error()
    {
        _stack.Logs.Fault = s_noLogs;
        (await FaultAsync(q => q.OfRequestAsync(RequestId, default))).Should().BeSameAs(s_noLogs);
    }

    [Fact]
    public async Task All_stores_are_asked_with_the_users_wish_to_stop()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        Func<Task> act = () => new CorrelationQuery(_stack.Sources, _stack.Time).OfRequestAsync(RequestId, stopped.Token).ToListAsync().AsTask();
        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task The_text_has_the_tree_the_logs_and_how_things_stood()
    {
        _stack.Metrics.Answer = Metrics;
        _logs.AddRange(Enumerable.Range(0, 60).Select(i => Telemetry.Log($"line\n\e[31m{i}", 50 + i, Telemetry.TraceId)));
        string text = (await OfRequestAsync(RequestId)).ToText();
        text.Should().StartWith("Request a1b2c3d4  2026-01-02 03:04:05.000Z  413 ms  mem0, openai, postgres\n\nTrace 4bf92f35");
        text.Should().Contain("\n\nLogs\n  03:04:05.001  Information  mem0  started\n").And.Contain("\n  ... and 13 more\n").And.NotContain("\e");
        text.Should().Contain("\n\nMetrics at 03:04Z\n  mem0  2 requests/s, 25 % errors, p95 400 ms\n").And.Contain("  postgres  no requests are known");
    }

    private static IReadOnlyList<MetricSample> Metrics(string promQL) => promQL switch
    {
        _ when promQL.StartsWith("sum by (service) (rate(http_server_requests_total[1m]", StringComparison.Ordinal) => [Sample("service", "mem0", 2), Sample("service", "other", 9)],
        _ when promQL.StartsWith("sum by (service) (rate(http_server_requests_total{status=~\"5..\"}[1m]", StringComparison.Ordinal) => [Sample("service", "mem0", 0.5)],
        _ when promQL.Contains("http_server_request_duration_seconds_bucket[1m]", StringComparison.Ordinal) => [Sample("service", "mem0", 0.4)],
        _ when promQL.Contains("STATUS_CODE_ERROR", StringComparison.Ordinal) => [],
        _ when promQL.Contains("traces_span_metrics_calls_total", StringComparison.Ordinal) => [Sample("service_name", "mem0", 7), Sample("service_name", "openai", 1)],
        _ when promQL.Contains("traces_span_metrics_duration_milliseconds_bucket", StringComparison.Ordinal) => [Sample("service_name", "openai", 200), Sample("service_name", "postgres", double.NaN)],
        _ => [],
    };

    private static MetricSample Sample(string label, string service, double value) => FakeMetricStore.Sample(value, (label, service));

    private void TraceSearchShouldBe(DateTimeOffset start, DateTimeOffset end)
    {
        var search = _stack.Traces.Searches[^1];
        search.Attributes.Should().BeEquivalentTo(new Dictionary<string, string> { ["request_id"] = RequestId });
        search.Start.Should().Be(start);
        search.End.Should().Be(end);
    }

    private Task<RequestCorrelation> OfRequestAsync(string id) => OutputAsync(q => q.OfRequestAsync(id, default));

    private Task<RequestCorrelation> OfTraceAsync(string id) => OutputAsync(q => q.OfTraceAsync(id, default));

    private async Task<RequestCorrelation> OutputAsync(Func<CorrelationQuery, IAsyncEnumerable<StackItem>> ask) =>
        (RequestCorrelation)((OutputItem)await ask(new(_stack.Sources, _stack.Time)).SingleAsync()).Value;

    private async Task<StackException> FaultAsync(Func<CorrelationQuery, IAsyncEnumerable<StackItem>> ask) =>
        ((ErrorItem)await ask(new(_stack.Sources, _stack.Time)).SingleAsync()).Error;
}
