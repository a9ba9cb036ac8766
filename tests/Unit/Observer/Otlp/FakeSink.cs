using System.Collections.Concurrent;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>Keeps what was committed, or behaves as a store in trouble.</summary>
internal sealed class FakeSink : ITelemetrySink, IDisposable
{
    private int _out;

    public ConcurrentQueue<StoredRow> Rows { get; } = [];

    /// <summary>Batches that are rented and neither committed nor disposed.</summary>
    public int Out => Volatile.Read(ref _out);

    public bool Full { get; set; }

    public StoreUnavailableException? Failure { get; set; }

    public TelemetryBatch? TryRent(int payloadBytes)
    {
        if (Full)
            return null;
        Interlocked.Increment(ref _out);
        return new TelemetryBatch(this, payloadBytes);
    }

    public async ValueTask<TelemetryBatch> RentAsync(int payloadBytes, CancellationToken cancellationToken)
    {
        TelemetryBatch? batch;
        while ((batch = TryRent(payloadBytes)) is null)
            await Task.Delay(10, cancellationToken);
        return batch;
    }

    public Task CommitAsync(TelemetryBatch batch)
    {
        using (batch)
        {
            if (Failure is not null)
                return Task.FromException(Failure);
            foreach (var span in batch.Spans)
                Rows.Enqueue(StoredRow.Of(batch, span));
            foreach (var log in batch.Logs)
                Rows.Enqueue(StoredRow.Of(batch, log));
        }

        return Task.CompletedTask;
    }

    public IReadOnlyDictionary<string, byte[]> Positions() => new Dictionary<string, byte[]>();

    /// <summary>Called by each batch.</summary>
    public void Dispose() => Interlocked.Decrement(ref _out);
}
