using System.Net;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Observer.Canary;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Signals;
using Microsoft.Extensions.Logging;
using SkippingTime = Mem0Observability.Tests.Unit.Signals.ManualTime;

namespace Mem0Observability.Tests.Unit.Observer.Canary;

/// <summary>What each canary sends, and what counts as finding it.</summary>
public sealed class CanariesTests
{
    private const string Id = "canary0af7651916cd43dd8448eb211c80319c";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly SkippingTime _time = new();
    private readonly FakeHttp _http = FakeHttp.Json("{}");

    [Fact]
    public async Task The_metric_is_found_by_its_value_only()
    {
        var store = new FakeMetricStore();
        var canary = new MetricCanary(store, Prometheus.Metrics.WithCustomRegistry(Prometheus.Metrics.NewCustomRegistry()), _time);
        await canary.SendAsync(Id, CancellationToken.None);

        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeFalse();

        string value = _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        store.Answer = promQL => promQL == $"mem0_observer_canary_value == {value}" ? [FakeMetricStore.Sample(1)] : [];
        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeTrue();

        store.Fault = FakeMetricStore.Unreachable;
        await FailsAsync(() => canary.IsFoundAsync(Id, CancellationToken.None), "Prometheus cannot be reached.");
    }

    [Fact]
    public async Task The_log_line_goes_to_standard_output_and_is_found_by_its_words()
    {
        var store = new FakeLogStore();
        var recorder = new LogRecorder();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(recorder));
        var canary = new LogCanary(store, Sender(), new CanarySettings(), factory.CreateLogger<LogCanary>(), _time);

        await canary.SendAsync(Id, CancellationToken.None);

        recorder.Lines.Should().ContainSingle(l => l.Contains(Id));
        _http.Requests.Should().BeEmpty();
        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeFalse();
        store.Answer = s => s.Query == new LogQuery.Text(Id) ? new([FakeLogStore.Entry("Canary " + Id, _time.GetUtcNow(), "1")], null) : new([], null);
        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeTrue();

        store.Fault = new("LogQueryFailed", StackErrorCategory.InvalidResult, "damaged");
        await FailsAsync(() => canary.IsFoundAsync(Id, CancellationToken.None), "damaged");
    }

    [Fact]
    public async Task Where_no_container_logs_are_read_the_line_goes_by_OTLP()
    {
        using var factory = LoggerFactory.Create(_ => { });
        var settings = new CanarySettings { ReadsOwnLog = false };

        await new LogCanary(new FakeLogStore(), Sender(settings), settings, factory.CreateLogger<LogCanary>(), _time).SendAsync(Id, CancellationToken.None);

        var (method, path, body) = _http.Requests.Single();
        (method, path).Should().Be((HttpMethod.Post, "/v1/logs"));
        Record(body, "resourceLogs", "scopeLogs", "logRecords").GetProperty("body").GetProperty("stringValue").GetString().Should().Be("Canary " + Id);
    }

    [Fact]
    public async Task The_trace_goes_by_OTLP_and_is_found_by_its_id()
    {
        var store = new FakeTraceStore();
        var canary = new TraceCanary(store, Sender(), new CanarySettings());

        await canary.SendAsync(Id, CancellationToken.None);

        var (_, path, body) = _http.Requests.Single();
        path.Should().Be("/v1/traces");
        Record(body, "resourceSpans", "scopeSpans", "spans").GetProperty("traceId").GetString().Should().Be(TraceId);
        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeFalse();
        store.Trace = id => id == TraceId ? Checks.Healthy.TraceOf(id, "observer") : null;
        (await canary.IsFoundAsync(Id, CancellationToken.None)).Should().BeTrue();
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task An_intake_that_refuses_is_said_with_its_status(HttpStatusCode status)
    {
        using var http = FakeHttp.Json("{}", status).Client();

        await FailsAsync(() => new OtlpSender(http, new CanarySettings(), _time).SendSpanAsync(TraceId, CancellationToken.None), $"answered {(int)status}");
    }

    [Fact]
    public async Task An_intake_that_is_off_or_gone_is_said_as_such()
    {
        using var http = FakeHttp.Throws(new HttpRequestException("refused")).Client();

        await FailsAsync(() => new OtlpSender(http, new CanarySettings(), _time).SendSpanAsync(TraceId, CancellationToken.None), "cannot be reached: refused");
        await FailsAsync(() => Sender(new CanarySettings { Otlp = null }).SendSpanAsync(TraceId, CancellationToken.None), "switched off");
        await FailsAsync(() => Sender(new CanarySettings { OtlpTokenFile = "/nonexistent" }).SendSpanAsync(TraceId, CancellationToken.None), "nonexistent");
    }

    private static async Task FailsAsync(Func<Task> act, string words) =>
        (await act.Should().ThrowAsync<CanaryException>()).Which.Message.Should().Contain(words);

    private static JsonElement Record(string body, string first, string second, string third) =>
        JsonElement.Parse(body).GetProperty(first)[0].GetProperty(second)[0].GetProperty(third)[0];

    private OtlpSender Sender(CanarySettings? settings = null) => new(_http.Client(), settings ?? new CanarySettings(), _time);
}
