namespace Mem0Observability.Observer.Tail;

/// <summary>The memory in which all containers' files are read, one after the other.</summary>
internal sealed class LineBuffer
{
    // The engine cuts lines after 16 KiB; escaped, that is 96 KiB at most, and a few labels.
    private const int Size = 256 * 1024;

    public byte[] Bytes { get; } = new byte[Size];

    public byte[] Text { get; } = new byte[Size];

    /// <summary>For entries without a time: nanoseconds since the Unix epoch.</summary>
    public long Now { get; set; }

    /// <summary>Entries read since this was last set to zero.</summary>
    public long Lines { get; set; }
}
