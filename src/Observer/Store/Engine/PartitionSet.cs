namespace Mem0Observability.Observer.Store.Engine;

/// <summary>The partitions that questions go to. One that turns out to be damaged is set aside, and the others go on answering.</summary>
internal sealed class PartitionSet(StoreMetrics metrics, ILogger<PartitionSet> logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _inPlace = [];
    private volatile Partition[] _partitions = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Partition> NewestFirst => [.. _partitions.Reverse()];

    public bool Contains(string path) => Find(path) is not null;

    /// <summary>Does nothing where it is there.</summary>
    public void Add(string path)
    {
        lock (_lock)
        {
            if (!Contains(path))
                _partitions = [.. _partitions, new Partition(path)];
        }
    }

    /// <summary>Does nothing where it is not there.</summary>
    public void Remove(string path)
    {
        lock (_lock)
        {
            Find(path)?.Retire();
            _partitions = [.. _partitions.Where(p => p.Path != path)];
        }
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
            SetAside(partition.Path, e.Message);
            return false;
        }
        catch (DatabaseException e) when (e.IsCorruption)
        {
            SetAside(partition.Path, e.Message);
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
    public void SetAside(string path, string damage)
    {
        lock (_lock)
        {
            // Several questions may stumble over it at the same time.
            if (Find(path) is not { } partition)
                return;
            partition.Damage = damage;
            Remove(path);
            _inPlace.Add(path);
        }

        metrics.Failed("damaged");
        metrics.FoundDamage();
        logger.LogError("The partition {File} of the telemetry store is damaged: {Damage}. The others are not affected", path, damage);
        MoveDamaged();
    }

    /// <summary>Renames damaged files to end in .damaged. On a disk that cannot be written now they stay where they are, and stay out of every question.</summary>
    /// <returns>Those that stay.</returns>
    public IReadOnlyCollection<string> MoveDamaged()
    {
        lock (_lock)
        {
            _inPlace.RemoveWhere(TryMove);
            return [.. _inPlace];
        }
    }

    private Partition? Find(string path) => Array.Find(_partitions, p => p.Path == path);

    private bool TryMove(string path)
    {
        try
        {
            PartitionFolder.MoveAside(path);
            logger.LogInformation("The damaged partition {File} was renamed to end in .damaged", path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
