namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Calls between two services within one minute.</summary>
internal sealed class EdgeCell
{
    public long Errors { get; private set; }

    public LatencyHistogram Durations { get; } = new();

    /// <summary>Not written since it last changed.</summary>
    public bool IsDirty { get; set; }

    public void Add(long nanoseconds, bool failed)
    {
        Durations.Add(nanoseconds);
        Errors += failed ? 1 : 0;
        IsDirty = true;
    }

    public void Write(ByteBuffer target)
    {
        target.Clear();
        target.Varint((ulong)Errors);
        Durations.Write(target);
        target.Seal();
    }

    /// <summary>Adds what <see cref="Write"/> wrote.</summary>
    public void Read(ReadOnlySpan<byte> data)
    {
        ByteReader reader = ByteReader.Verified(data);
        Errors += (long)reader.Varint();
        ByteReader rest = reader;
        Durations.Read(ref rest);
    }
}
