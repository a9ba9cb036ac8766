namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Log records counted by minute, service and severity; kept beside each block.</summary>
internal sealed class LogRollup
{
    private readonly Dictionary<Key, long> _cells = [];

    public void Add(in LogRow row)
    {
        var key = new Key(row.Time / SpanRollup.Minute, row.Service, row.Severity);
        _cells[key] = _cells.GetValueOrDefault(key) + 1;
    }

    public void Write(ByteBuffer target)
    {
        target.Clear();
        target.Varint((ulong)_cells.Count);
        foreach (var (key, count) in _cells)
        {
            target.Varint((ulong)key.Minute);
            target.Varint((ulong)key.Service);
            target.Varint(key.Severity);
            target.Varint((ulong)count);
        }

        target.Seal();
        _cells.Clear();
    }

    public static void Read(ReadOnlySpan<byte> data, Action<Key, long> use)
    {
        ByteReader reader = ByteReader.Verified(data);
        ulong count = reader.Varint();
        for (ulong i = 0; i < count; i++)
            use(new Key((long)reader.Varint(), (int)reader.Varint(), (byte)reader.Varint()), (long)reader.Varint());
    }

    /// <param name="Minute">Minutes since the Unix epoch.</param>
    internal readonly record struct Key(long Minute, int Service, byte Severity);
}
