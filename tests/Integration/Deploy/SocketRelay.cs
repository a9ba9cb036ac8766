using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>A socket that leads to the real engine until it is cut: an engine that stops, for those who use it by this address.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"mem0-relay-{Guid.NewGuid():N}.sock");
    private readonly string _engine;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly CancellationTokenSource _cut = new();

    /// <param name="engine">The engine's own address, of the form <c>unix:///var/run/docker.sock</c>.</param>
    public SocketRelay(string engine)
    {
        _engine = new Uri(engine).AbsolutePath;
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(64);
        _ = AcceptAsync();
    }

    public Uri Address => new($"unix://{_path}");

    public void Cut()
    {
        _cut.Cancel();
        _listener.Dispose();
        foreach (var socket in _open) socket.Dispose();
        File.Delete(_path);
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        _cut.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_cut.Token);
                var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                _open.Add(client);
                _open.Add(engine);
                await engine.ConnectAsync(new UnixDomainSocketEndPoint(_engine), _cut.Token);
                _ = CopyAsync(client, engine);
                _ = CopyAsync(engine, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16384];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, SocketFlags.None, _cut.Token)) > 0)
            {
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, _cut.Token);
            }

            // Half closed: an attached stream ends in one direction first.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or closed by one side.
        }
    }
}
