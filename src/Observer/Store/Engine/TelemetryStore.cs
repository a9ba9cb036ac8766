using System.Threading.Channels;
using Mem0Observability.Observer.SpanMetrics;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The writing side: batches wait in a queue, one thread stores whatever waits as one commit, and every sender hears of it.</summary>
internal sealed class TelemetryStore : BackgroundService, ITelemetrySink
{
    /// <summary>Messages between arrival and commit. Senders beyond it are told to come back.</summary>
    private const long RoomBytes = 32 * 1024 * 1024;

    /// <summary>Of one commit, so that nobody waits for a very long one.</summary>
    private const int CommitBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly MemoryRoom _room = new(RoomBytes);
    private readonly Channel<(TelemetryBatch Batch, TaskCompletionSource Done)> _queue =
        Channel.CreateUnbounded<(TelemetryBatch, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly PartitionKeeper _keeper;
    private readonly SpanMetricsRecorder _spanMetrics;
    private readonly StoreMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<TelemetryStore> _logger;
    private readonly List<(TelemetryBatch Batch, TaskCompletionSource Done)> _group = [];
    private readonly FloodRelief _relief;
    private string? _lastFailure;

    public TelemetryStore(
        PartitionKeeper keeper, SpanMetricsRecorder spanMetrics, StoreMetrics metrics, TimeProvider time, ILogger<TelemetryStore> logger)
    {
        (_keeper, _spanMetrics, _metrics, _time, _logger) = (keeper, spanMetrics, metrics, time, logger);
        _relief = new FloodRelief(time);
        try
        {
            _keeper.Open();
        }
        catch (StoreUnavailableException e)
        {
            // It is tried again with every commit; the observer's other duties do not depend on it.
            Report(e);
        }
    }

    public TelemetryBatch? TryRent(int payloadBytes)
    {
        // The batch gives the room back.
#pragma warning disable CA2000
        IDisposable? room = _room.TryTake(payloadBytes);
#pragma warning restore CA2000
        return room is null ? null : new TelemetryBatch(room, payloadBytes);
    }

    public async ValueTask<TelemetryBatch> RentAsync(int payloadBytes, CancellationToken cancellationToken) =>
        new(await _room.TakeAsync(payloadBytes, cancellationToken), payloadBytes);

    public Task CommitAsync(TelemetryBatch batch)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_queue.Writer.TryWrite((batch, done)))
            return done.Task;
        batch.Dispose();
        return Task.FromException(new StoreUnavailableException("stopping", "The observer is stopping."));
    }

    public IReadOnlyDictionary<string, byte[]> Positions() => _keeper.Positions;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>A thread of its own: commits are synchronous, and the pool's threads decode meanwhile.</summary>
    private void Run(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (!WaitForWork(stopping))
                    CommitGroup();
                while (Collect())
                    CommitGroup();
                if (_relief.IsDue())
                    GiveMemoryBack();
            }
        }
        finally
        {
            // Also after a failure that nobody expected, which ends the host: no sender waits for an answer that cannot come.
            _queue.Writer.Complete();
            while (Collect())
                _group.ForEach(g => g.Done.SetException(new StoreUnavailableException("stopping", "The observer is stopping.")));
            _keeper.Dispose();
        }
    }

    /// <returns>False when a second has passed without work.</returns>
    private bool WaitForWork(CancellationToken stopping)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            limit.CancelAfter(s_tick);
            // This thread has nothing else to do than to wait.
#pragma warning disable VSTHRD002
            return _queue.Reader.WaitToReadAsync(limit.Token).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Takes some ten milliseconds in which nothing else runs.</summary>
    private void GiveMemoryBack()
    {
        try
        {
            _keeper.Trim();
        }
        catch (StoreUnavailableException e)
        {
            // The next commit opens it again.
            Report(e);
        }

        PooledBytes.ForgetSpares();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.Trim();
    }

    private bool Collect()
    {
        _group.Clear();
        long bytes = 0;
        while (bytes < CommitBytes && _queue.Reader.TryRead(out var next))
        {
            _group.Add(next);
            bytes += next.Batch.PayloadLength;
        }

        return _group.Count > 0;
    }

    private void CommitGroup()
    {
        long start = _time.GetTimestamp();
        List<TelemetryBatch> batches = [.. _group.Select(g => g.Batch)];
        try
        {
            PartitionWriter writer = _keeper.Commit(batches);
            if (batches.Count > 0)
                _metrics.Committed(batches.Sum(b => b.Spans.Count), batches.Sum(b => b.Logs.Count), _time.GetElapsedTime(start));
            _spanMetrics.Record(batches, writer.Calls, writer.Names);
            _relief.Stored(batches.Sum(b => (long)b.PayloadLength));
            _lastFailure = null;
            _group.ForEach(g => g.Done.TrySetResult());
        }
        catch (StoreUnavailableException e)
        {
            Report(e);
            _group.ForEach(g => g.Done.TrySetException(e));
        }
        finally
        {
            batches.ForEach(b => b.Dispose());
            _group.ForEach(g => g.Done.TrySetException(new StoreUnavailableException("failed", "The observer failed; its log says why.")));
            _group.Clear();
        }
    }

    private void Report(StoreUnavailableException failure)
    {
        _metrics.Failed(failure.Reason);
        // Once per reason: senders come back every second.
        if (_lastFailure != failure.Reason)
            _logger.LogError("{Failure}", failure.Message);
        _lastFailure = failure.Reason;
    }
}
