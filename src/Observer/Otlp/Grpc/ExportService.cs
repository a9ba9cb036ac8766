using Grpc.Core;
using Mem0Observability.Observer.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Mem0Observability.Observer.Otlp.Grpc;

/// <summary>OTLP over gRPC.</summary>
internal sealed class ExportService(OtlpIntake intake)
{
    public static readonly IReadOnlyList<(OtlpSignal Signal, string Service)> Names =
    [
        (OtlpSignal.Traces, "opentelemetry.proto.collector.trace.v1.TraceService"),
        (OtlpSignal.Logs, "opentelemetry.proto.collector.logs.v1.LogsService"),
        (OtlpSignal.Metrics, "opentelemetry.proto.collector.metrics.v1.MetricsService"),
    ];

    public async Task<byte[]> ExportAsync(OtlpSignal signal, PooledBytes request, ServerCallContext call)
    {
        using var body = request;
        var ticket = call.GetHttpContext().Features.GetRequiredFeature<IntakeTicket>();
        return ExportAnswer.Protobuf(await intake.ExportAsync(signal, body, ticket, call.CancellationToken));
    }
}
