using System.Collections.Concurrent;
using System.Net;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>A web server that keeps what is posted to it, and refuses whatever is posted below <c>/wrong</c>.</summary>
public sealed class HttpSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public HttpSink(int port)
    {
        Port = port;
        // Every address: a container comes by its host's.
        _listener.Prefixes.Add($"http://*:{port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<(string Path, string Body)> Posts { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
#pragma warning disable VSTHRD003 // started by this object's constructor
        await _serving;
#pragma warning restore VSTHRD003
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                string path = context.Request.Url!.AbsolutePath;
                Posts.Enqueue((path, await reader.ReadToEndAsync()));
                context.Response.StatusCode = Status(path);
                context.Response.Close(path == "/slack" ? "ok"u8.ToArray() : "{\"status\":\"success\"}"u8.ToArray(), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int Status(string path) => path switch
    {
        "/wrong" => 403,
        // PagerDuty accepts, and works later.
        "/pager" => 202,
        _ => 200,
    };
}
