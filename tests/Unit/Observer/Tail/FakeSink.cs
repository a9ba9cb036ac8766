using System.Text;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

/// <summary>Keeps what was committed, all or nothing, as the store does.</summary>
internal sealed class FakeSink : ITelemetrySink
{
    private readonly Dictionary<string, byte[]> _positions = [];
    private int _rented;

    public List<TailRecord> Records { get; } = [];

    public List<int> CommitBytes { get; } = [];

    /// <summary>So many commits fail before the next one succeeds.</summary>
    public int Failures { get; set; }

    public IEnumerable<string> Bodies => Records.Select(r => r.Body);

    public int Rented => _rented;

    public TelemetryBatch? TryRent(int payloadBytes)
    {
        _rented++;
        return new TelemetryBatch(new Room(this), payloadBytes);
    }

    public ValueTask<TelemetryBatch> RentAsync(int payloadBytes, CancellationToken cancellationToken) => ValueTask.FromResult(TryRent(payloadBytes)!);

    public Task CommitAsync(TelemetryBatch batch)
    {
        using (batch)
        {
            if (Failures > 0)
            {
                Failures--;
                return Task.FromException(new StoreUnavailableException("disk_full", "The disk is full"));
            }

            CommitBytes.Add(batch.PayloadLength);
            foreach (LogRow row in batch.Logs)
            {
                Records.Add(TailRecord.Decode(
                    row,
                    Encoding.UTF8.GetString(batch.Names[row.Service]),
                    batch.Payload.Slice(row.Offset, row.Length),
                    StoredContext.Resource(batch.Contexts[row.Context])));
            }

            foreach ((string key, byte[] value) in batch.Positions)
                _positions[key] = value;
            return Task.CompletedTask;
        }
    }

    public IReadOnlyDictionary<string, byte[]> Positions() => new Dictionary<string, byte[]>(_positions);

    private sealed class Room(FakeSink sink) : IDisposable
    {
        public void Dispose() => sink._rented--;
    }
}
