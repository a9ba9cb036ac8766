namespace Mem0Observability.Observer.Store.Engine;

/// <summary>What a new partition goes on from.</summary>
/// <param name="Sequence">Number of its first log record.</param>
/// <param name="Positions">How far each log file has been read.</param>
internal sealed record PartitionStart(long Sequence, IReadOnlyDictionary<string, byte[]> Positions)
{
    public static PartitionStart Empty { get; } = new(1, new Dictionary<string, byte[]>());
}
