namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Spans counted by minute, service, operation and kind, with their durations; kept beside each block.</summary>
internal sealed class SpanRollup
{
    public const long Minute = 60_000_000_000;

    private readonly Dictionary<Key, Cell> _cells = [];

    public void Add(in SpanRow row) => Find(new Key(row.Start / Minute, row.Service, row.Operation, row.Kind)).Add(row.Duration, row.Status == 2);

    public void Write(ByteBuffer target)
    {
        target.Clear();
        target.Varint((ulong)_cells.Count);
        foreach (var (key, cell) in _cells)
        {
            target.Varint((ulong)key.Minute);
            target.Varint((ulong)key.Service);
            target.Varint((ulong)key.Operation);
            target.Varint(key.Kind);
            target.Varint((ulong)cell.Errors);
            cell.Durations.Write(target);
        }

        target.Seal();
        _cells.Clear();
    }

    /// <summary>Gives each cell that was written to <paramref name="use"/>.</summary>
    public static void Read(ReadOnlySpan<byte> data, Func<Key, Cell?> use)
    {
        ByteReader reader = ByteReader.Verified(data);
        ulong count = reader.Varint();
        for (ulong i = 0; i < count; i++)
        {
            var key = new Key((long)reader.Varint(), (int)reader.Varint(), (int)reader.Varint(), (byte)reader.Varint());
            var errors = (long)reader.Varint();
            if (use(key) is { } cell)
            {
                cell.Errors += errors;
                cell.Durations.Read(ref reader);
            }
            else
            {
                LatencyHistogram.Skip(ref reader);
            }
        }
    }

    private Cell Find(Key key)
    {
        if (!_cells.TryGetValue(key, out Cell? cell))
            _cells.Add(key, cell = new Cell());
        return cell;
    }

    /// <param name="Minute">Minutes since the Unix epoch.</param>
    internal readonly record struct Key(long Minute, int Service, int Operation, byte Kind);

    internal sealed class Cell
    {
        public long Errors { get; set; }

        public LatencyHistogram Durations { get; } = new();

        public void Add(long duration, bool failed)
        {
            Errors += failed ? 1 : 0;
            Durations.Add(duration);
        }
    }
}
