using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Rows that are stored but too few for a block yet, in the order in which they came. Names and contexts are the partition's.</summary>
/// <typeparam name="TRow"><see cref="SpanRow"/> or <see cref="LogRow"/>.</typeparam>
internal sealed class HeadRows<TRow>
    where TRow : unmanaged
{
    private readonly List<TRow> _rows = [];
    private readonly ByteBuffer _payload = new(64 * 1024);

    public int Count => _rows.Count;

    public int PayloadBytes => _payload.Length;

    public ReadOnlySpan<TRow> Rows => CollectionsMarshal.AsSpan(_rows);

    public ReadOnlySpan<byte> Payload => _payload.Written;

    /// <summary>Copies the message in and returns where it begins.</summary>
    public int Append(ReadOnlySpan<byte> message)
    {
        int offset = _payload.Length;
        _payload.Add(message);
        return offset;
    }

    public void Add(in TRow row) => _rows.Add(row);

    /// <summary>Takes away the oldest rows and their messages.</summary>
    public void Cut(int rows, Func<TRow, int> offset, Func<TRow, int, TRow> moved)
    {
        int bytes = rows == Count ? _payload.Length : offset(_rows[rows]);
        _rows.RemoveRange(0, rows);
        _payload.Cut(bytes);
        Span<TRow> rest = CollectionsMarshal.AsSpan(_rows);
        for (int i = 0; i < rest.Length; i++)
            rest[i] = moved(rest[i], offset(rest[i]) - bytes);
    }

    public void Trim()
    {
        _rows.TrimExcess();
        _payload.Fit();
    }

    /// <summary>Writes the rows from <paramref name="start"/> on, as one entry of the head.</summary>
    /// <param name="payloadStart">Where the message of the first of them begins.</param>
    public void Write(int start, int payloadStart, ByteBuffer target)
    {
        target.Clear();
        target.Int(Count - start);
        target.Int(payloadStart);
        target.Add(Rows[start..]);
        target.Add(Payload[payloadStart..]);
        target.Seal();
    }

    /// <summary>Adds what <see cref="Write"/> wrote, in the order in which it was written.</summary>
    public void Read(ReadOnlySpan<byte> data)
    {
        HeadEntry<TRow> entry = HeadEntry<TRow>.Read(data);
        _rows.AddRange(entry.Rows);
        _payload.Add(entry.Payload);
    }
}
