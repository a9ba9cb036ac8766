using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Query;

/// <summary>Runs a few queries at once and lets some wait: whoever asks, the intake keeps its share of the machine.</summary>
internal sealed class QueryGate(TimeProvider time) : IDisposable
{
    public const int AtOnce = 4;

    public const int Waiting = 32;

    /// <summary>Below the 30 s of our own clients, so that they learn why.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(25);

    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _present;

    public async Task<T> RunAsync<T>(HttpContext context, Func<CancellationToken, Task<T>> query)
    {
        if (Interlocked.Increment(ref _present) > AtOnce + Waiting)
        {
            Interlocked.Decrement(ref _present);
            context.Response.Headers.RetryAfter = "1";
            throw new ProblemException(429, "too_many_queries", $"{AtOnce} queries are running and {Waiting} are waiting; ask again in a second.");
        }

        try
        {
            await _places.WaitAsync(context.RequestAborted);
            try
            {
                return await LimitAsync(context, query);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<T> LimitAsync<T>(HttpContext context, Func<CancellationToken, Task<T>> query)
    {
        using var limit = new CancellationTokenSource(s_limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            // A thread of its own: the store reads and unpacks without ever yielding, and the pool's few threads acknowledge what comes in.
            return await Task.Factory.StartNew(() => query(either.Token), either.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(
                504, "query_timeout", $"The query took longer than {s_limit.TotalSeconds} s; ask for a shorter range, a service, or fewer terms.");
        }
    }
}
