namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Finds calls between services: a client span and the server span below it, which may arrive in either order.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/servicegraphconnector describes the rules.</remarks>
internal sealed class ServiceGraph(TimeProvider time)
{
    /// <summary>How long one half of a call waits for the other.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Beyond it the oldest half is given up: 60,000 spans/s hold at most this many open.</summary>
    private const int MostWaiting = 50_000;

    private readonly Dictionary<Key, Half> _clients = [];
    private readonly Dictionary<Key, Half> _servers = [];
    private readonly Queue<(Key Key, bool Client, long Since)> _queue = [];

    /// <param name="found">Called with each call that is complete now.</param>
    public void Observe(in SpanRow span, Action<Call> found)
    {
        switch (span.Kind)
        {
            case 3 or 4 when span.PeerKind == PeerKind.Database:
                found(new Call(span.Start, span.Service, span.Peer, ConnectionType.Database, span.Duration, span.Duration, span.Status == 2));
                break;
            case 3 or 4:
                ObserveClient(span, found);
                break;
            case 2 or 5 when span.ParentId != 0:
                ObserveServer(span, found);
                break;
        }
    }

    /// <summary>Gives up what has waited too long; a client that named its peer becomes a call to a virtual node.</summary>
    public void Expire(Action<Call> found)
    {
        while (_queue.TryPeek(out var oldest) && (_queue.Count > MostWaiting || time.GetElapsedTime(oldest.Since) > s_patience))
        {
            _queue.Dequeue();
            if (!(oldest.Client ? _clients : _servers).Remove(oldest.Key, out Half half) || !oldest.Client || half.PeerKind != PeerKind.Named)
                continue;
            found(new Call(half.Start, half.Service, half.Peer, ConnectionType.VirtualNode, half.Duration, half.Duration, half.Failed));
        }
    }

    /// <summary>Names have new numbers: halves that wait would be taken for other services.</summary>
    public void Clear()
    {
        _clients.Clear();
        _servers.Clear();
        _queue.Clear();
    }

    public void Trim()
    {
        _clients.TrimExcess();
        _servers.TrimExcess();
        _queue.TrimExcess();
    }

    private void ObserveClient(in SpanRow span, Action<Call> found)
    {
        var key = new Key(span.TraceLow, span.SpanId);
        var client = Half.Of(span);
        if (_servers.Remove(key, out Half server))
            found(Complete(client, server));
        else if (_clients.TryAdd(key, client))
            _queue.Enqueue((key, true, time.GetTimestamp()));
    }

    private void ObserveServer(in SpanRow span, Action<Call> found)
    {
        var key = new Key(span.TraceLow, span.ParentId);
        var server = Half.Of(span);
        if (_clients.Remove(key, out Half client))
            found(Complete(client, server));
        else if (_servers.TryAdd(key, server))
            _queue.Enqueue((key, false, time.GetTimestamp()));
    }

    private static Call Complete(in Half client, in Half server) => new(
        server.Start,
        client.Service,
        server.Service,
        client.Kind == 4 ? ConnectionType.Messaging : ConnectionType.None,
        server.Duration,
        client.Duration,
        client.Failed || server.Failed);

    private readonly record struct Key(ulong Trace, ulong Span);

    private readonly record struct Half(long Start, long Duration, int Service, int Peer, PeerKind PeerKind, byte Kind, bool Failed)
    {
        public static Half Of(in SpanRow span) => new(span.Start, span.Duration, span.Service, span.Peer, span.PeerKind, span.Kind, span.Status == 2);
    }

    /// <param name="Start">Nanoseconds since the Unix epoch.</param>
    /// <param name="ServerDuration">Nanoseconds, as the server saw it; the client's where there is no server span.</param>
    internal readonly record struct Call(
        long Start, int Client, int Server, ConnectionType Type, long ServerDuration, long ClientDuration, bool Failed);
}
