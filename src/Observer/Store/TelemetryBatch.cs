using System.IO.Hashing;

namespace Mem0Observability.Observer.Store;

/// <summary>Rows on their way into the store: fixed columns, and the OTLP messages that they were read from.</summary>
/// <remarks>
/// Rented from <see cref="ITelemetrySink"/>, filled by one thread, handed over with <see cref="ITelemetrySink.CommitAsync"/>. Who does not hand
/// it over disposes it.
/// </remarks>
internal sealed class TelemetryBatch(IDisposable room, int capacity) : IDisposable
{
    private readonly Dictionary<string, byte[]> _positions = [];
    private readonly PooledBytes _payload = new(capacity);
    private int _disposed;

    public List<SpanRow> Spans { get; } = [];

    public List<LogRow> Logs { get; } = [];

    /// <summary>Services, operations and peers of this batch.</summary>
    public ByteTable Names { get; } = new();

    /// <summary>Pairs of resource and scope.</summary>
    public ByteTable Contexts { get; } = new();

    /// <summary>How far each log file has been read once this batch is stored; committed together with the rows.</summary>
    public IReadOnlyDictionary<string, byte[]> Positions => _positions;

    public ReadOnlySpan<byte> Payload => _payload.Span;

    public int PayloadLength => _payload.Length;

    public static ulong Hash(ReadOnlySpan<byte> bytes) => XxHash3.HashToUInt64(bytes);

    /// <summary>Makes room for a whole message, into which rows then point.</summary>
    /// <returns>Where to write it; its first byte has the offset that <see cref="PayloadLength"/> had before.</returns>
    public Span<byte> Reserve(int length)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _payload.Reserve(length);
    }

    /// <summary>Makes a whole request the payload, without a copy; the caller's is empty afterwards.</summary>
    public void Adopt(PooledBytes request)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (PayloadLength > 0)
            throw new InvalidOperationException("The batch has a payload.");
        _payload.TakeOver(request);
    }

    /// <summary>Copies a message in.</summary>
    /// <returns>Its offset.</returns>
    public int Append(ReadOnlySpan<byte> message)
    {
        int offset = PayloadLength;
        message.CopyTo(Reserve(message.Length));
        return offset;
    }

    /// <param name="resource">OTLP <c>Resource</c> message; may be empty.</param>
    /// <param name="scope">OTLP <c>InstrumentationScope</c> message; may be empty.</param>
    /// <returns>The index for <see cref="SpanRow.Context"/> and <see cref="LogRow.Context"/>.</returns>
    public int Context(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope) => Contexts.Add(StoredContext.Join(resource, scope));

    public void SetPosition(string source, byte[] state) => _positions[source] = state;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _payload.Dispose();
        room.Dispose();
    }
}
