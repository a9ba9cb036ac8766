namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Which partitions go: by size at once, by age only while the clock can be believed.</summary>
/// <remarks>
/// A clock that is wrong for some minutes, as after the start of a virtual machine, must not delete everything. It is believed while it goes
/// as evenly as the monotonic clock, and at the start where it goes on from the newest row. After a jump it must first go evenly for an hour:
/// time for whoever sets it to set it right. The limit of size holds all the same, and a machine that was off or suspended for days just keeps
/// its oldest rows an hour longer.
/// </remarks>
internal sealed class Retention(StoreLimits limits, TimeProvider time)
{
    /// <summary>How long a clock must go evenly after a jump.</summary>
    public static readonly TimeSpan Proof = TimeSpan.FromHours(1);

    /// <summary>Wall clock and monotonic clock at one moment, since when they have agreed; null before the first look.</summary>
    private (DateTimeOffset Now, long Timestamp)? _agreed;

    private bool _believed;

    /// <summary>Compares the clocks; to be called every now and then.</summary>
    /// <param name="newest">When the newest row was stored.</param>
    public void Look(DateTimeOffset newest)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_agreed is not { } agreed)
        {
            _agreed = (now, time.GetTimestamp());
            // Deletion goes by whole partitions: as much as one of them lasts is not worth a doubt.
            _believed = (now - newest).Duration() <= limits.PartitionAge;
            return;
        }

        TimeSpan passed = time.GetElapsedTime(agreed.Timestamp);
        if ((now - agreed.Now - passed).Duration() <= limits.PartitionAge)
            _believed |= passed >= Proof;
        else
            (_agreed, _believed) = ((now, time.GetTimestamp()), false);
    }

    /// <param name="files">Oldest first. The newest stays in any case.</param>
    public IReadOnlyList<PartitionFile> Expired(IReadOnlyList<PartitionFile> files)
    {
        if (files.Count > 0)
            Look(files[^1].Written);
        DateTimeOffset now = time.GetUtcNow();
        long bytes = files.Sum(f => f.Bytes);
        var expired = new List<PartitionFile>();
        for (int i = 0; i < files.Count - 1 && (bytes > limits.Bytes || (_believed && IsOld(files.Skip(i), now))); i++)
        {
            expired.Add(files[i]);
            bytes -= files[i].Bytes;
        }

        return expired;
    }

    /// <summary>
    /// The files are in the order in which they were stored. One written in the past by a clock that was behind waits for those before it; of
    /// one from the future nothing is known but that it is no younger than those after it.
    /// </summary>
    private bool IsOld(IEnumerable<PartitionFile> andAfter, DateTimeOffset now) =>
        andAfter.FirstOrDefault(f => f.Written <= now + limits.PartitionAge) is { } known && now - known.Written > limits.Age;
}
