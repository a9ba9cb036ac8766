using Mem0Observability.Observer.Store;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class GrpcIntakeTests
{
    private const string Traces = "trace.v1.TraceService";
    private const string Logs = "logs.v1.LogsService";
    private const string Metrics = "metrics.v1.MetricsService";

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Spans_and_log_records_arrive_however_they_are_compressed(string? encoding)
    {
        await using var intake = await RunningIntake.StartAsync();
        byte[] Pack(byte[] message) => encoding is null ? message : Compressed.As(encoding, message);

        var traces = await intake.CallAsync(Traces, Pack(Request("mem0", Span(name: "a"))), encoding);
        var logs = await intake.CallAsync(Logs, Pack(Request("mem0", Log(Now, "b"))), encoding);

        (traces.Status, logs.Status).Should().Be((0, 0), traces.Message + logs.Message);
        traces.Body.Should().BeEmpty();
        intake.Sink.Rows.Select(row => row.Operation).Should().Equal("a", "");
        (await intake.MetricsAsync()).Should().Contain("mem0_observer_otlp_requests_total{signal=\"traces\",transport=\"grpc\",outcome=\"accepted\"} 1");
    }

    [Fact]
    public async Task What_is_not_kept_is_said_in_the_answer()
    {
        await using var intake = await RunningIntake.StartAsync();

        var answer = await intake.CallAsync(Traces, Request("mem0", Span(), Span(traceId: [])));

        answer.Status.Should().Be(0);
        answer.Body.Should().Equal(Message(m => m.Bytes(1, Message(partial =>
        {
            partial.Varint(1, 1);
            partial.Text(2, "1 without a trace id or span id");
        }))));
        intake.Sink.Rows.Should().ContainSingle();
        var metrics = await intake.MetricsAsync();
        metrics.Should().Contain("mem0_observer_otlp_requests_total{signal=\"traces\",transport=\"grpc\",outcome=\"partial\"} 1");
        metrics.Should().Contain("mem0_observer_otlp_rejected_total{signal=\"traces\",reason=\"invalid_id\"} 1");
    }

    [Fact]
    public async Task Metrics_are_dropped_with_a_word_about_where_they_belong()
    {
        await using var intake = await RunningIntake.StartAsync();
        var points = Message(gauge =>
        {
            gauge.Bytes(1, []);
            gauge.Bytes(1, Message(point => point.Fixed64(3, Now)));
        });

        var answer = await intake.CallAsync(Metrics, Request("mem0", Message(metric => metric.Bytes(5, points)), Message(metric => metric.Bytes(7, points))));

        answer.Status.Should().Be(0);
        System.Text.Encoding.UTF8.GetString(answer.Body).Should().Contain("4 not stored: Prometheus is the metric store");
        intake.Sink.Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData("malformed", 3, "cannot be decoded")]
    [InlineData("damaged", 3, "damaged or cut off")]
    [InlineData("large", 8, "maximum configured message size")]
    [InlineData("bomb", 8, "larger than 1048576 bytes")]
    [InlineData("zstd bomb", 8, "larger than 1048576 bytes")]
    public async Task A_request_that_can_never_work_is_not_tried_again(string what, int status, string message)
    {
        await using var intake = await RunningIntake.StartAsync();

        var answer = what switch
        {
            "malformed" => await intake.CallAsync(Traces, [0x0a, 0x05]),
            "damaged" => await intake.CallAsync(Traces, [1, 2, 3], "gzip"),
            "large" => await intake.CallAsync(Traces, new byte[1024 * 1024 + 1]),
            "bomb" => await intake.CallAsync(Traces, Compressed.As("gzip", new byte[64 * 1024 * 1024]), "gzip"),
            _ => await intake.CallAsync(Traces, Compressed.As("zstd", new byte[64 * 1024 * 1024]), "zstd"),
        };

        answer.Status.Should().Be(status);
        answer.Message.Should().Contain(message);
        answer.Details.Should().BeNull("RetryInfo would ask for it again");
        var outcome = status == 3 ? "malformed" : "too_large";
        (await intake.MetricsAsync()).Should().Contain($"{{signal=\"traces\",transport=\"grpc\",outcome=\"{outcome}\"}} 1");
    }

    [Fact]
    public async Task A_store_with_too_much_to_do_asks_for_patience()
    {
        await using var intake = await RunningIntake.StartAsync();
        intake.Sink.Full = true;

        var answer = await intake.CallAsync(Traces, Request("mem0", Span()));

        answer.Status.Should().Be(8);
        answer.Details.Should().Equal(Message(status =>
        {
            status.Varint(1, 8);
            status.Text(2, answer.Message);
            status.Bytes(3, Message(any =>
            {
                any.Text(1, "type.googleapis.com/google.rpc.RetryInfo");
                any.Bytes(2, Message(info => info.Bytes(1, Message(delay => delay.Varint(1, 1)))));
            }));
        }));
        (await intake.MetricsAsync()).Should().Contain("{signal=\"traces\",transport=\"grpc\",outcome=\"busy\"} 1");
    }

    [Fact]
    public async Task A_short_jam_costs_time_and_no_span()
    {
        await using var intake = await RunningIntake.StartAsync();
        intake.Sink.Full = true;

        var call = intake.CallAsync(Traces, Request("mem0", Span()));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        intake.Sink.Full = false;

        (await call).Status.Should().Be(0);
        intake.Sink.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_unavailable()
    {
        await using var intake = await RunningIntake.StartAsync();
        intake.Sink.Failure = new StoreUnavailableException("disk_full", "The disk is full.");

        var answer = await intake.CallAsync(Logs, Request("mem0", Log(Now, "x")));

        answer.Status.Should().Be(14);
        answer.Message.Should().Contain("disk_full");
        (await intake.MetricsAsync()).Should().Contain("{signal=\"logs\",transport=\"grpc\",outcome=\"unavailable\"} 1");
    }

    [Fact]
    public async Task A_token_is_demanded_where_there_is_one()
    {
        await using var intake = await RunningIntake.StartAsync(token: "s3cret");

        (await intake.CallAsync(Traces, Request("mem0", Span()))).Status.Should().Be(16);
        (await intake.CallAsync(Traces, Request("mem0", Span()), token: "s3cre")).Status.Should().Be(16);
        (await intake.CallAsync(Traces, Request("mem0", Span()), token: "s3cret")).Status.Should().Be(0);
        intake.Sink.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task An_unknown_service_is_unimplemented()
    {
        await using var intake = await RunningIntake.StartAsync();

        (await intake.CallAsync("profiles.v1development.ProfilesService", [])).Status.Should().Be(12);
    }

    [Fact]
    public async Task Nothing_of_a_request_is_logged()
    {
        await using var intake = await RunningIntake.StartAsync();
        // What the framework says at its start.
        int before = intake.Log.Lines.Count;

        await intake.CallAsync(Traces, [0x0a, 0x05]);

        intake.Log.Lines.Skip(before).Should().NotContain(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }
}
