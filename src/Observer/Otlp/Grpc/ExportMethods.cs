using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Otlp.Grpc;

/// <summary>Names the three methods to gRPC and says how their messages are read and written. There is no generated code: the decoder wants the bytes.</summary>
internal sealed class ExportMethods : IServiceMethodProvider<ExportService>
{
    private static readonly Marshaller<PooledBytes> s_request = new(
        (_, _) => throw new NotSupportedException("The observer does not send export requests."),
        // The framework may still refuse the call after this, so nothing of the store is taken here.
        context => PooledBytes.Copy(context.PayloadAsReadOnlySequence()));

    private static readonly Marshaller<byte[]> s_answer = new(
        (answer, context) => context.Complete(answer),
        _ => throw new NotSupportedException("The observer does not receive answers."));

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ExportService> context)
    {
        foreach (var (signal, service) in ExportService.Names)
        {
            var method = new Method<PooledBytes, byte[]>(MethodType.Unary, service, "Export", s_request, s_answer);
            context.AddUnaryMethod(method, [], (export, request, call) => export.ExportAsync(signal, request, call));
        }
    }
}
