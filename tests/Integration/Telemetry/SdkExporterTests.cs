using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Mem0Observability.Tests.Integration.Telemetry;

/// <summary>What a real client sends can be asked for afterwards.</summary>
[Trait("Suite", "Telemetry")]
public sealed class SdkExporterTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public static TheoryData<OtlpExportProtocol> Protocols => [OtlpExportProtocol.Grpc, OtlpExportProtocol.HttpProtobuf];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_trace_arrives_whole(OtlpExportProtocol protocol)
    {
        await using var observer = await OtlpObserver.StartAsync();
        using var source = new ActivitySource($"source-{protocol}", "4.5");
        using var tracing = new SdkClient(observer, protocol).Tracing(source.Name);

        string traceId;
        using (var server = source.StartActivity("POST /memories", ActivityKind.Server)!)
        {
            traceId = server.TraceId.ToHexString();
            using var client = source.StartActivity("INSERT", ActivityKind.Client)!;
            client.SetTag("db.system.name", "postgresql").SetTag("rows", 3).SetTag("names", new[] { "a", "b" });
            client.AddEvent(new ActivityEvent("retry"));
            client.SetStatus(ActivityStatusCode.Error, "deadlock");
        }

        tracing.ForceFlush().Should().BeTrue("the observer answered");

        var trace = await Poll.UntilAsync("the trace", s_limit, () => observer.Traces.GetAsync(traceId, TestContext.Current.CancellationToken));
        trace.RootOperation.Should().Be("POST /memories");
        trace.Services.Should().Equal(SdkClient.Service);
        trace.ErrorCount.Should().Be(1);
        var insert = trace.Spans.Single(span => span.Name == "INSERT");
        insert.Kind.Should().Be("Client");
        insert.StatusMessage.Should().Be("deadlock");
        insert.ParentSpanId.Should().Be(trace.Spans.Single(span => span.Name == "POST /memories").SpanId);
        insert.Attributes["rows"].Should().Be(3L);
        insert.Events.Should().ContainSingle().Which.Name.Should().Be("retry");
        insert.Resource["service.version"].Should().Be("1.2.3");
        insert.Scope.Should().Be(source.Name);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_log_line_arrives_with_its_trace(OtlpExportProtocol protocol)
    {
        await using var observer = await OtlpObserver.StartAsync();
        using var source = new ActivitySource($"logging-{protocol}");
        var client = new SdkClient(observer, protocol);
        using var tracing = client.Tracing(source.Name);
        using var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(SdkClient.Resource);
            options.AddOtlpExporter((exporter, processor) =>
            {
                processor.ExportProcessorType = ExportProcessorType.Simple;
                client.Configure(exporter, "/v1/logs");
            });
        }));

        using var activity = source.StartActivity("work")!;
        KeyValuePair<string, object?>[] fields = [new("request_id", "r-17")];
        logging.CreateLogger("library").Log(LogLevel.Warning, default, fields, null, (_, _) => "The pool of r-17 is empty");

        var entry = await Poll.UntilAsync("the log line", s_limit, () => OnlyEntryAsync(observer.Logs, "r-17"));
        entry.Service.Should().Be(SdkClient.Service);
        entry.Level.Should().Be("Warning");
        entry.Message.Should().Be("The pool of r-17 is empty");
        entry.TraceId.Should().Be(activity.TraceId.ToHexString());
        entry.SpanId.Should().Be(activity.SpanId.ToHexString());
        entry.RequestId.Should().Be("r-17");
        (await OnlyEntryAsync(observer.Logs, "r-18")).Should().BeNull("the search must be able to find nothing");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Metrics_are_answered_and_not_stored(OtlpExportProtocol protocol)
    {
        await using var observer = await OtlpObserver.StartAsync();
        using var meter = new Meter($"meter-{protocol}");
        using var metering = new SdkClient(observer, protocol).Metering(meter.Name);
        meter.CreateCounter<int>("requests").Add(1);

        metering.ForceFlush().Should().BeTrue("a partial success is a success");

        (await observer.MetricsAsync()).Should().Contain("mem0_observer_otlp_rejected_total{signal=\"metrics\",reason=\"not_stored_here\"} 1");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Only_who_knows_the_token_gets_in(OtlpExportProtocol protocol)
    {
        await using var observer = await OtlpObserver.StartAsync(token: "s3cret");
        using var source = new ActivitySource($"guarded-{protocol}");

        var ids = new List<string>();
        foreach (var token in new[] { "wrong", "s3cret" })
        {
            using var tracing = new SdkClient(observer, protocol, token).Tracing(source.Name);
            using (var activity = source.StartActivity(token)!) ids.Add(activity.TraceId.ToHexString());
            tracing.ForceFlush();
        }

        await Poll.UntilAsync("the admitted trace", s_limit, () => observer.Traces.GetAsync(ids[1], TestContext.Current.CancellationToken));
        (await observer.Traces.GetAsync(ids[0], TestContext.Current.CancellationToken)).Should().BeNull();
    }

    private static async Task<LogEntry?> OnlyEntryAsync(ILogStore logs, string requestId)
    {
        var now = DateTimeOffset.UtcNow;
        var search = new LogSearch { Start = now.AddMinutes(-5), End = now.AddMinutes(5), RequestId = requestId };
        return (await logs.SearchAsync(search, TestContext.Current.CancellationToken)).Entries.SingleOrDefault();
    }
}
