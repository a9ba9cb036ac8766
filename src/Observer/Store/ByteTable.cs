using System.Diagnostics.CodeAnalysis;

namespace Mem0Observability.Observer.Store;

/// <summary>Numbers distinct byte strings in the order in which they come, from zero.</summary>
internal sealed class ByteTable
{
    private readonly List<byte[]> _values = [];
    private readonly Dictionary<byte[], int> _indexes;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public ByteTable()
    {
        _indexes = new Dictionary<byte[], int>(BytesComparer.Instance);
        _lookup = _indexes.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _values.Count;

    public byte[] this[int index] => _values[index];

    public bool Contains(ReadOnlySpan<byte> value) => _lookup.ContainsKey(value);

    public int Add(ReadOnlySpan<byte> value)
    {
        if (_lookup.TryGetValue(value, out int index))
            return index;
        byte[] copy = value.ToArray();
        _values.Add(copy);
        _indexes.Add(copy, _values.Count - 1);
        return _values.Count - 1;
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)TelemetryBatch.Hash(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
