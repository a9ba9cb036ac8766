namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Which rows of a block hold which words: sorted hashes, then the row numbers of each.</summary>
/// <remarks>
/// Two words may share a hash, one pair in four thousand million; so it finds candidates, and whoever returns rows looks at them again.
/// </remarks>
internal sealed class TermIndex
{
    private ulong[] _entries = new ulong[64 * 1024];
    private int _count;

    public void Add(uint hash, int row)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _entries.Length * 2);
        _entries[_count++] = ((ulong)hash << 32) | (uint)row;
    }

    /// <summary>Writes and empties the index.</summary>
    public void Write(ByteBuffer target)
    {
        Span<ulong> entries = _entries.AsSpan(0, _count);
        entries.Sort();
        int terms = 0;
        ulong last = ulong.MaxValue;
        foreach (ulong entry in entries)
        {
            if (entry >> 32 != last)
                terms++;
            last = entry >> 32;
        }

        int start = target.Length;
        target.Int(terms);
        int hashes = target.Length;
        target.Take(terms * sizeof(uint));
        int offsets = target.Length;
        target.Take(terms * sizeof(int));
        int postings = target.Length;

        int term = -1;
        uint row = 0;
        last = ulong.MaxValue;
        ulong before = ulong.MaxValue;
        foreach (ulong entry in entries)
        {
            if (entry == before)
                continue;
            before = entry;
            if (entry >> 32 != last)
            {
                last = entry >> 32;
                term++;
                row = 0;
                target.Patch(hashes + (term * sizeof(uint)), (uint)last);
                target.Patch(offsets + (term * sizeof(int)), (uint)(target.Length - postings));
            }

            target.Varint((uint)entry - row);
            row = (uint)entry;
        }

        target.Seal(start);
        _count = 0;
        if (_entries.Length > 1024 * 1024)
            _entries = new ulong[64 * 1024];
    }

    /// <summary>Marks the rows that hold the term.</summary>
    public static void Find(ReadOnlySpan<byte> index, uint hash, RowSet rows)
    {
        // Unverified: the caller has checked the checksum once for all terms of its question.
        var reader = new ByteReader(index);
        int terms = reader.Int();
        ReadOnlySpan<uint> hashes = reader.Array<uint>(terms);
        ReadOnlySpan<int> offsets = reader.Array<int>(terms);
        int at = hashes.BinarySearch(hash);
        if (at < 0)
            return;

        ReadOnlySpan<byte> postings = index[(sizeof(int) + (terms * 2 * sizeof(int)))..^sizeof(long)];
        int end = at + 1 < terms ? offsets[at + 1] : postings.Length;
        var list = new ByteReader(postings[offsets[at]..end]);
        int row = 0;
        while (!list.IsAtEnd)
        {
            row += (int)list.Varint();
            rows.Add(row);
        }
    }
}
