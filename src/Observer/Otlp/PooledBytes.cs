using System.Buffers;

namespace Mem0Observability.Observer.Otlp;

/// <summary>A request body in a rented array that grows. One that nobody disposes is left to the collector.</summary>
internal sealed class PooledBytes(int capacity) : IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256));

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    public static PooledBytes Copy(in ReadOnlySequence<byte> bytes)
    {
        var copy = new PooledBytes((int)bytes.Length);
        bytes.CopyTo(copy._array);
        copy.Length = (int)bytes.Length;
        return copy;
    }

    public static PooledBytes Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = new PooledBytes(bytes.Length);
        bytes.CopyTo(copy._array);
        copy.Length = bytes.Length;
        return copy;
    }

    /// <summary>Room for the next piece; never empty.</summary>
    public Memory<byte> Free()
    {
        if (Length == _array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        return _array.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        var array = _array;
        (_array, Length) = ([], 0);
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }
}
