using System.Net;
using System.Text;
using Mem0Observability.Observer.Store;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class HttpIntakeTests
{
    private static readonly byte[] s_json = Encoding.UTF8.GetBytes(OtlpJsonText.Request(
        "mem0", OtlpJsonText.Span(new SpanModel(TraceId, SpanId, 2, Now, 5, "kept", 0)), OtlpJsonText.Span(new SpanModel(new byte[16], SpanId, 2, Now, 5, "n", 0))));

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Protobuf_arrives_however_it_is_compressed(string? encoding)
    {
        await using var intake = await RunningIntake.StartAsync();
        byte[] Pack(byte[] message) => encoding is "gzip" or "zstd" ? Compressed.As(encoding, message) : message;

        using var traces = await intake.PostAsync("/v1/traces", Pack(Request("mem0", Span(name: "a"))), encoding: encoding);
        using var logs = await intake.PostAsync("/v1/logs", Pack(Request("mem0", Log(Now, "b"))), encoding: encoding);

        (traces.StatusCode, logs.StatusCode).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        traces.Content.Headers.ContentType!.MediaType.Should().Be("application/x-protobuf");
        (await BytesAsync(traces)).Should().BeEmpty();
        intake.Sink.Rows.Select(row => row.Operation).Should().Equal("a", "");
        (await intake.MetricsAsync()).Should().Contain("mem0_observer_otlp_requests_total{signal=\"traces\",transport=\"http\",outcome=\"accepted\"} 1");
    }

    [Fact]
    public async Task JSON_is_answered_in_JSON()
    {
        await using var intake = await RunningIntake.StartAsync();

        using var answer = await intake.PostAsync("/v1/traces", s_json, "application/json; charset=utf-8");

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await TextAsync(answer)).Should().Be("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"1 without a trace id or span id\"}}");
        intake.Sink.Rows.Should().ContainSingle().Which.Operation.Should().Be("kept");
    }

    [Fact]
    public async Task Metrics_are_dropped_with_a_word_about_where_they_belong()
    {
        await using var intake = await RunningIntake.StartAsync();
        const string Body = """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"dataPoints":[{"asInt":"1"},{"asDouble":2}]}}]}]}]}""";

        using var answer = await intake.PostAsync("/v1/metrics", Encoding.UTF8.GetBytes(Body), "application/json");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await TextAsync(answer)).Should().Contain("\"rejectedDataPoints\":\"2\"").And.Contain("Prometheus is the metric store");
        (await intake.MetricsAsync()).Should().Contain("mem0_observer_otlp_rejected_total{signal=\"metrics\",reason=\"not_stored_here\"} 2");
    }

    [Theory]
    [InlineData("malformed", 400, 3)]
    [InlineData("wrong JSON", 400, 3)]
    [InlineData("damaged gzip", 400, 3)]
    [InlineData("cut zstd", 400, 3)]
    [InlineData("XML", 415, 3)]
    [InlineData("no type", 415, 3)]
    [InlineData("brotli", 415, 3)]
    [InlineData("large", 413, 8)]
    [InlineData("bomb", 413, 8)]
    [InlineData("zstd bomb", 413, 8)]
    [InlineData("unknown path", 404, 12)]
    public async Task A_request_that_can_never_work_is_refused_with_a_status_in_its_own_format(string what, int expected, int code)
    {
        await using var intake = await RunningIntake.StartAsync();
        var valid = Request("mem0", Span());

        using var answer = what switch
        {
            "malformed" => await intake.PostAsync("/v1/traces", [0x0a, 0x05]),
            "wrong JSON" => await intake.PostAsync("/v1/traces", "{]"u8.ToArray(), "application/json"),
            "damaged gzip" => await intake.PostAsync("/v1/traces", [1, 2, 3], encoding: "gzip"),
            "cut zstd" => await intake.PostAsync("/v1/traces", Compressed.As("zstd", valid)[..^9], encoding: "zstd"),
            "XML" => await intake.PostAsync("/v1/traces", valid, "text/xml"),
            "no type" => await intake.PostAsync("/v1/traces", valid, ""),
            "brotli" => await intake.PostAsync("/v1/traces", valid, encoding: "br"),
            "large" => await intake.PostAsync("/v1/traces", new byte[1024 * 1024 + 1]),
            "bomb" => await intake.PostAsync("/v1/traces", Compressed.As("gzip", new byte[64 * 1024 * 1024]), encoding: "gzip"),
            "zstd bomb" => await intake.PostAsync("/v1/traces", Compressed.As("zstd", new byte[64 * 1024 * 1024]), encoding: "zstd"),
            _ => await intake.PostAsync("/v1/profiles", valid),
        };

        ((int)answer.StatusCode).Should().Be(expected);
        answer.Headers.RetryAfter.Should().BeNull();
        if (what == "wrong JSON")
            (await TextAsync(answer)).Should().StartWith("{\"code\":3,\"message\":\"The request cannot be decoded");
        else
            (await BytesAsync(answer)).Should().StartWith(Message(status => status.Varint(1, (ulong)code)));
        intake.Sink.Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, HttpStatusCode.TooManyRequests, "1", "busy")]
    [InlineData(false, HttpStatusCode.ServiceUnavailable, "5", "unavailable")]
    public async Task A_store_in_trouble_says_when_to_come_back(bool busy, HttpStatusCode expected, string seconds, string outcome)
    {
        await using var intake = await RunningIntake.StartAsync();
        intake.Sink.Full = busy;
        intake.Sink.Failure = new StoreUnavailableException("disk_full", "The disk is full.");

        using var answer = await intake.PostAsync("/v1/logs", Request("mem0", Log(Now, "x")));

        answer.StatusCode.Should().Be(expected);
        answer.Headers.GetValues("Retry-After").Should().Equal(seconds);
        (await intake.MetricsAsync()).Should().Contain($"{{signal=\"logs\",transport=\"http\",outcome=\"{outcome}\"}} 1");
    }

    [Fact]
    public async Task A_token_is_demanded_where_there_is_one()
    {
        await using var intake = await RunningIntake.StartAsync(token: "s3cret");

        using var without = await intake.PostAsync("/v1/traces", Request("mem0", Span()));
        using var with = await intake.PostAsync("/v1/traces", Request("mem0", Span()), token: "s3cret");

        without.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        without.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
        with.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OTLP_is_posted()
    {
        await using var intake = await RunningIntake.StartAsync();

        using var answer = await intake.Http.GetAsync("/v1/traces", TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task Each_port_serves_its_own_paths_and_no_others()
    {
        await using var intake = await RunningIntake.StartAsync();

        using var otlpOnObserver = await intake.Observer.PostAsync("/v1/traces", new ByteArrayContent([]), TestContext.Current.CancellationToken);
        using var grpcOnObserver = await intake.Observer.PostAsync(
            "/opentelemetry.proto.collector.trace.v1.TraceService/Export", new ByteArrayContent([]), TestContext.Current.CancellationToken);
        using var metricsOnHttp = await intake.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        using var metricsOnGrpc = await intake.Grpc.GetAsync("/metrics", TestContext.Current.CancellationToken);

        new[] { otlpOnObserver, grpcOnObserver, metricsOnHttp, metricsOnGrpc }.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.NotFound);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
