namespace Mem0Observability.Observer.Store.Engine;

/// <summary>How much is kept, and how it is cut into files.</summary>
/// <param name="Age">What was stored longer ago is deleted, file by file.</param>
/// <param name="Bytes">Of all files together.</param>
/// <param name="PartitionRows">Rows after which a new file begins; far larger ones make the trace index slow.</param>
internal sealed record StoreLimits(TimeSpan Age, long Bytes, long PartitionRows = 4_000_000)
{
    /// <summary>So that deleting the oldest file frees a fraction of all.</summary>
    public long PartitionBytes => Math.Max(Bytes / 10, 8 * 1024 * 1024);

    public TimeSpan PartitionAge => Age / 7;
}
