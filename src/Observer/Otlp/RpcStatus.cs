using Grpc.Core;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary><c>google.rpc.Status</c>, the body of an error over HTTP and the details of one over gRPC.</summary>
internal static class RpcStatus
{
    public static byte[] Write(StatusCode code, string message, TimeSpan? retryAfter = null)
    {
        var writer = new ProtoWriter(256);
        writer.Varint(1, (ulong)code);
        writer.Text(2, message);
        if (retryAfter is { } wait)
            WriteRetryInfo(writer, wait);
        return writer.Written.ToArray();
    }

    private static void WriteRetryInfo(ProtoWriter writer, TimeSpan wait)
    {
        var any = writer.BeginMessage(3);
        writer.Text(1, "type.googleapis.com/google.rpc.RetryInfo");
        var info = writer.BeginMessage(2);
        var delay = writer.BeginMessage(1);
        writer.Varint(1, (ulong)wait.TotalSeconds);
        writer.EndMessage(delay);
        writer.EndMessage(info);
        writer.EndMessage(any);
    }
}
