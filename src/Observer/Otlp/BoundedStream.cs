using ZstdSharp;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Decompresses up to a limit, whatever the compressed bytes promise or do.</summary>
/// <param name="coding">See <see cref="ContentCoding"/>.</param>
internal sealed class BoundedStream(Stream source, string coding, int limit) : Stream
{
    private readonly Stream _inner = ContentCoding.Decompress(coding, source);
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(_inner.Read(buffer));
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await _inner.ReadAsync(buffer, cancellationToken));
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged();
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsDamage(Exception e) => e is InvalidDataException or ZstdException or EndOfStreamException;

    private static RefusalException Damaged() => RefusalException.Malformed("its compressed content is damaged or cut off");

    private int Count(int read)
    {
        _read += read;
        return _read <= limit ? read : throw RefusalException.TooLarge(limit);
    }
}
