namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>A set of row numbers of one block.</summary>
internal sealed class RowSet(int rows)
{
    private readonly ulong[] _bits = new ulong[(rows + 63) / 64];

    public static RowSet All(int rows)
    {
        var set = new RowSet(rows);
        for (int row = 0; row < rows; row++)
            set.Add(row);
        return set;
    }

    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    public bool Contains(int row) => (_bits[row >> 6] >> row & 1) != 0;

    public void Add(int row) => _bits[row >> 6] |= 1UL << row;

    public void And(RowSet other)
    {
        for (int i = 0; i < _bits.Length; i++)
            _bits[i] &= other._bits[i];
    }

    public void Or(RowSet other)
    {
        for (int i = 0; i < _bits.Length; i++)
            _bits[i] |= other._bits[i];
    }
}
