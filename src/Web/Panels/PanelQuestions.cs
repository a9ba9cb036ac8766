namespace Mem0Observability.Web.Panels;

/// <summary>Asks for the panels of one open page: some at once, and what several panels ask at the same time only once.</summary>
internal sealed class PanelQuestions : IDisposable
{
    /// <summary>In turn rather than all together: what stands at the top of the page is there before what one has to scroll to.</summary>
    private const int AtOnce = 4;

    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly Dictionary<string, Shared> _open = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <param name="key">What makes two questions the same.</param>
    public async Task<T> AskAsync<T>(string key, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        Shared shared = Join(key, ask);
        try
        {
            return (T)await shared.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, shared);
        }
    }

    public void Dispose() => _room.Dispose();

    private Shared Join<T>(string key, Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(key, out Shared? shared))
            {
                // Disposed by the last one who leaves.
#pragma warning disable CA2000
                var stop = new CancellationTokenSource();
#pragma warning restore CA2000
                _open[key] = shared = new Shared(stop, RunAsync(ask, stop.Token));
            }

            shared.Waiting++;
            return shared;
        }
    }

    /// <summary>The last one who waits takes the question back; an answer is not kept, because the next refresh is to be told anew.</summary>
    private void Leave(string key, Shared shared)
    {
        lock (_lock)
        {
            if (--shared.Waiting > 0)
                return;
            if (_open.GetValueOrDefault(key) == shared)
                _open.Remove(key);
        }

        shared.Stop.Cancel();
        shared.Stop.Dispose();
    }

    private async Task<object> RunAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return await ask(cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    private sealed class Shared(CancellationTokenSource stop, Task<object> answer)
    {
        public CancellationTokenSource Stop => stop;

        // There is no context to which it would have to come back.
#pragma warning disable VSTHRD003
        public Task<object> Answer => answer;
#pragma warning restore VSTHRD003

        public int Waiting { get; set; }
    }
}
