using System.Buffers;

namespace Mem0Observability.Observer.Store;

/// <summary>Bytes in a rented array that grows. One that nobody disposes is left to the collector.</summary>
/// <param name="capacity">To rent at the first use; a guess.</param>
internal sealed class PooledBytes(int capacity) : IDisposable
{
    /// <summary>Keeps a few arrays of each size: the shared pool keeps some for each thread, and large ones for each thread are what memory is full of.</summary>
    private static volatile ArrayPool<byte> s_pool = NewPool();

    private byte[] _array = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    public static PooledBytes Copy(in ReadOnlySequence<byte> bytes)
    {
        var copy = new PooledBytes((int)bytes.Length);
        bytes.CopyTo(copy.Reserve((int)bytes.Length));
        return copy;
    }

    public static PooledBytes Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = new PooledBytes(bytes.Length);
        bytes.CopyTo(copy.Reserve(bytes.Length));
        return copy;
    }

    /// <summary>Leaves the arrays that wait to be rented to the collector.</summary>
    public static void ForgetSpares() => s_pool = NewPool();

    /// <summary>Adds as many bytes, to be written by the caller.</summary>
    public Span<byte> Reserve(int count)
    {
        Ensure(count);
        Length += count;
        return _array.AsSpan(Length - count, count);
    }

    /// <summary>Room for the next piece; never empty. What is used of it is added with <see cref="Advance"/>.</summary>
    public Memory<byte> Free()
    {
        Ensure(1);
        return _array.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    /// <summary>Takes everything out of <paramref name="other"/>, which is empty from then on, in place of what was here.</summary>
    public void TakeOver(PooledBytes other)
    {
        Dispose();
        (_array, Length) = (other._array, other.Length);
        (other._array, other.Length) = ([], 0);
    }

    public void Dispose()
    {
        var array = _array;
        (_array, Length) = ([], 0);
        if (array.Length > 0)
            s_pool.Return(array);
    }

    private static ArrayPool<byte> NewPool() => ArrayPool<byte>.Create(4 * 1024 * 1024, maxArraysPerBucket: 6);

    private void Ensure(int count)
    {
        if (_array.Length - Length >= count)
            return;
        var larger = s_pool.Rent(Math.Max(Math.Max(capacity, 256), Math.Max(_array.Length * 2, Length + count)));
        Span.CopyTo(larger);
        if (_array.Length > 0)
            s_pool.Return(_array);
        _array = larger;
    }
}
