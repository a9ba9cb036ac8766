using System.Runtime.InteropServices;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Tail;

/// <summary>Records that were read but are not stored yet. They stay here until a commit succeeds, so that a failed one can be repeated.</summary>
internal sealed class StagedLogs
{
    /// <summary>Bytes of OTLP messages in one commit, about.</summary>
    public const int MaxBytes = 512 * 1024;

    private const int MaxRows = 4096;

    private readonly List<(LogRow Row, ContainerSource Source)> _rows = [];
    private byte[] _payload = new byte[64 * 1024];

    public int Bytes { get; private set; }

    public int Count => _rows.Count;

    public bool Full => Bytes >= MaxBytes || _rows.Count >= MaxRows;

    public void Add(LogRow row, ReadOnlySpan<byte> record, ContainerSource source)
    {
        if (_payload.Length - Bytes < record.Length)
            Array.Resize(ref _payload, Math.Max(_payload.Length * 2, Bytes + record.Length));
        record.CopyTo(_payload.AsSpan(Bytes));
        (row.Offset, row.Length) = (Bytes, record.Length);
        _rows.Add((row, source));
        Bytes += record.Length;
    }

    public void CopyTo(TelemetryBatch batch)
    {
        int start = batch.Append(_payload.AsSpan(0, Bytes));
        foreach (ref readonly var staged in CollectionsMarshal.AsSpan(_rows))
        {
            LogRow row = staged.Row;
            row.Offset += start;
            row.Context = batch.Context(staged.Source.Resource, []);
            row.Service = batch.Names.Add(staged.Source.Service);
            batch.Logs.Add(row);
        }
    }

    public void Clear()
    {
        _rows.Clear();
        Bytes = 0;
    }
}
