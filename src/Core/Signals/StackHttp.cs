namespace Mem0Observability.Signals;

/// <summary>Makes the HTTP client for the stack's APIs.</summary>
internal static class StackHttp
{
#pragma warning disable CA2000 // The client disposes the handler.
    public static HttpClient Create() => new(
        // The stack is on this machine; a proxy from the environment would answer for it.
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false },
        disposeHandler: true)
#pragma warning restore CA2000
    {
        // ApiClient has its own limit, which tells a hanging server from a user who stopped.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
