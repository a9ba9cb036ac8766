namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The partitions that questions go to. One that turns out to be damaged is set aside, and the others go on answering.</summary>
internal sealed class PartitionSet(StoreMetrics metrics, ILogger<PartitionSet> logger)
{
    private readonly Lock _lock = new();
    private volatile Partition[] _partitions = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Partition> NewestFirst => [.. _partitions.Reverse()];

    public int Count => _partitions.Length;

    public void Add(string path)
    {
        lock (_lock)
            _partitions = [.. _partitions.Where(p => p.Path != path), new Partition(path)];
    }

    public void Remove(Partition partition)
    {
        lock (_lock)
            _partitions = [.. _partitions.Where(p => p != partition)];
        partition.Retire();
    }

    /// <summary>Asks one partition.</summary>
    /// <returns>False where it is damaged; then it has been reported and takes part no longer.</returns>
    /// <exception cref="StoreUnavailableException">It cannot be read now, for another reason than damage.</exception>
    public bool TryRead(Partition partition, Action<Database> question)
    {
        try
        {
            partition.Read(database =>
            {
                question(database);
                return true;
            });
            return true;
        }
        catch (DamagedBlockException e)
        {
            SetAside(partition, e.Message);
            return false;
        }
        catch (DatabaseException e) when (e.IsCorruption)
        {
            SetAside(partition, e.Message);
            return false;
        }
        catch (DatabaseException) when (!_partitions.Contains(partition))
        {
            // Retention deleted it between the listing and this question.
            return true;
        }
        catch (DatabaseException e)
        {
            metrics.Failed(e.Reason);
            throw new StoreUnavailableException(e.Reason, $"The telemetry store cannot be read: {e.Message}.", e);
        }
    }

    /// <summary>Takes a damaged partition out of every question, says so, and keeps its file.</summary>
    public void SetAside(Partition partition, string damage)
    {
        partition.Damage = damage;
        metrics.Failed("damaged");
        metrics.FoundDamage();
        Remove(partition);
        PartitionFolder.MoveAside(partition.Path);
        logger.LogError(
            "The partition {File} of the telemetry store is damaged: {Damage}. It was renamed to end in .damaged; the others are not affected",
            partition.Path,
            damage);
    }
}
