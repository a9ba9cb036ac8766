using Grpc.Core;
using Grpc.Net.Client;

namespace Mem0Observability.Tests.Load;

/// <summary>Sends finished OTLP requests over gRPC; an answer means that the rows are durable.</summary>
internal sealed class OtlpSender : IDisposable
{
    /// <summary>Thrown where the server took a request and refused some of its rows.</summary>
    public const StatusCode Partial = StatusCode.DataLoss;

    private static readonly Marshaller<byte[]> s_raw = Marshallers.Create<byte[]>(b => b, b => b);
    private static readonly Method<byte[], byte[]> s_traces = Export("trace.v1.TraceService");
    private static readonly Method<byte[], byte[]> s_logs = Export("logs.v1.LogsService");

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;
    private long _waits;

    public OtlpSender(Uri address)
    {
        // A server that was killed is tried again at once when the next one is there.
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(2) };
        _channel = GrpcChannel.ForAddress(address, new() { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null, MaxSendMessageSize = null, MaxReconnectBackoff = TimeSpan.FromMilliseconds(50), InitialReconnectBackoff = TimeSpan.FromMilliseconds(10) });
        _invoker = _channel.CreateCallInvoker();
    }

    /// <summary>How often the server asked to come back later.</summary>
    public long Waits => Interlocked.Read(ref _waits);

    /// <summary>Comes back later as often as the server asks for it.</summary>
    /// <exception cref="RpcException">Any other refusal.</exception>
    public async Task SendAsync(IPayload payload, CancellationToken cancellationToken)
    {
        for (var wait = 5; ; wait = Math.Min(wait * 2, 100))
        {
            try
            {
                await SendOnceAsync(payload is SpanPayload, payload.Bytes, cancellationToken);
                return;
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.ResourceExhausted)
            {
                Interlocked.Increment(ref _waits);
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    public async Task SendOnceAsync(bool spans, byte[] request, CancellationToken cancellationToken)
    {
        using var call = _invoker.AsyncUnaryCall(spans ? s_traces : s_logs, null, new CallOptions(cancellationToken: cancellationToken), request);
        var response = await call;
        // A whole success is an empty message, or an empty partial success.
        if (response.Length > 2) throw new RpcException(new Status(Partial, $"Only a partial success: {System.Text.Encoding.UTF8.GetString(response)}"));
    }

    public void Dispose() => _channel.Dispose();

    private static Method<byte[], byte[]> Export(string service) => new(MethodType.Unary, "opentelemetry.proto.collector." + service, "Export", s_raw, s_raw);
}
