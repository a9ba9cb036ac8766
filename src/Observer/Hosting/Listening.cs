using System.Net;
using Mem0Observability.Observer.Otlp;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mem0Observability.Observer.Hosting;

/// <summary>Opens the ports. Each connection remembers through which it came: behind a port mapping the Host header does not say.</summary>
internal static class Listening
{
    public static void Open(KestrelServerOptions kestrel, ObserverOptions options)
    {
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Listen(kestrel, url, _ => { });
        if (options.OtlpGrpcUrl.Length > 0)
            Listen(kestrel, options.OtlpGrpcUrl, port => Mark(port, OtlpPort.Grpc, HttpProtocols.Http2));
        if (options.OtlpHttpUrl.Length > 0)
            Listen(kestrel, options.OtlpHttpUrl, port => Mark(port, OtlpPort.Http, HttpProtocols.Http1));
    }

    /// <param name="protocols">Without TLS nothing can be negotiated: gRPC speaks HTTP/2 from the first byte.</param>
    private static void Mark(ListenOptions port, OtlpPort mark, HttpProtocols protocols)
    {
        port.Protocols = protocols;
        port.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, string url, Action<ListenOptions> configure)
    {
        var address = BindingAddress.Parse(url);
        if (IPAddress.TryParse(address.Host, out var ip))
            kestrel.Listen(ip, address.Port, configure);
        else if (address.Host == "localhost")
            kestrel.ListenLocalhost(address.Port, configure);
        else
            kestrel.ListenAnyIP(address.Port, configure);
    }
}
