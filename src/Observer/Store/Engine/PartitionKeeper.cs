namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Decides into which file rows go: opens, rolls over, deletes, and starts again where one cannot be used.</summary>
internal sealed class PartitionKeeper(
    PartitionFolder folder, PartitionSet partitions, StoreLimits limits, StoreMetrics metrics, ServiceGraph graph, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_housekeeping = TimeSpan.FromSeconds(15);

    private PartitionWriter? _writer;
    private DateTimeOffset _began;
    private long _lastHousekeeping;
    private bool _isLarge;
    private IReadOnlyDictionary<string, byte[]> _positions = PartitionStart.Empty.Positions;

    /// <summary>As last committed.</summary>
    public IReadOnlyDictionary<string, byte[]> Positions => _positions;

    /// <summary>Opens what is there and the partition that will be written. Does nothing where that is done.</summary>
    /// <exception cref="StoreUnavailableException">The folder or the newest file cannot be used now.</exception>
    public void Open()
    {
        if (_writer is not null)
            return;
        Guard(() =>
        {
            IReadOnlyList<string> files = folder.List();
            foreach (string file in files.Except(partitions.NewestFirst.Select(p => p.Path)))
                partitions.Add(file);
            _writer = files.Count > 0 ? OpenNewest(files[^1]) : Begin(PartitionStart.Empty);
            _began = File.GetCreationTimeUtc(_writer.Path);
            Snapshot();
            Housekeep();
        });
    }

    /// <summary>Stores all batches or none.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was stored.</exception>
    public PartitionWriter Commit(IReadOnlyList<TelemetryBatch> batches)
    {
        Open();
        Guard(() =>
        {
            if (IsFull())
                Roll();
            _writer!.Commit(batches);
            if (batches.Any(b => b.Positions.Count > 0))
                Snapshot();
            if (time.GetElapsedTime(_lastHousekeeping) > s_housekeeping)
                Housekeep();
        });
        return _writer!;
    }

    /// <summary>Gives back what a flood made grow.</summary>
    /// <exception cref="StoreUnavailableException">The partition cannot be used now.</exception>
    public void Trim() => Guard(() => _writer?.Trim());

    public void Dispose() => _writer?.Dispose();

    private PartitionWriter OpenNewest(string path)
    {
        try
        {
            return new PartitionWriter(path, graph, PartitionStart.Empty);
        }
        catch (DamagedBlockException e)
        {
            return Replace(path, e.Message);
        }
        catch (DatabaseException e) when (e.IsCorruption)
        {
            return Replace(path, e.Message);
        }
    }

    /// <summary>A new partition instead of a damaged one. Log files are read again from where the one before it says.</summary>
    private PartitionWriter Replace(string path, string damage)
    {
        if (partitions.NewestFirst.FirstOrDefault(p => p.Path == path) is { } partition)
            partitions.SetAside(partition, damage);
        var start = PartitionStart.Empty;
        foreach (Partition older in partitions.NewestFirst)
        {
            if (partitions.TryRead(older, database => start = ReadStart(database)))
                break;
        }

        // The damaged file's numbers are not known; a gap keeps the new ones apart from them.
        return Begin(start with { Sequence = start.Sequence + (limits.PartitionRows * 2) });
    }

    private static PartitionStart ReadStart(Database database)
    {
        var positions = new Dictionary<string, byte[]>();
        using Statement statement = database.Prepare("SELECT source, state FROM position");
        while (statement.Step())
            positions[statement.Text(0)] = statement.Blob(1).ToArray();
        return new PartitionStart(database.Scalar("SELECT next FROM sequence WHERE id = 0"), positions);
    }

    private PartitionWriter Begin(PartitionStart start)
    {
        string path = folder.Next();
        graph.Clear();
        var writer = new PartitionWriter(path, graph, start);
        partitions.Add(path);
        _began = time.GetUtcNow();
        _isLarge = false;
        return writer;
    }

    private bool IsFull() =>
        _writer is { Rows: > 0 } writer
        && (writer.Rows >= limits.PartitionRows
            || _isLarge
            || time.GetUtcNow() - _began > limits.PartitionAge);

    private void Roll()
    {
        PartitionWriter full = _writer!;
        full.Seal();
        var start = new PartitionStart(full.NextSequence, full.Positions);
        // From here on a failure finds the sealed file as the newest and opens that again.
        _writer = null;
        full.Dispose();
        _writer = Begin(start);
        Housekeep();
    }

    private void Snapshot() => _positions = new Dictionary<string, byte[]>(_writer!.Positions);

    private void Housekeep()
    {
        _lastHousekeeping = time.GetTimestamp();
        _isLarge = _writer is not null && PartitionFolder.Size(_writer.Path) >= limits.PartitionBytes;
        List<(Partition Partition, long Bytes)> files = [.. partitions.NewestFirst.Select(p => (p, PartitionFolder.Size(p.Path)))];
        long bytes = files.Sum(f => f.Bytes);
        for (int i = files.Count - 1; i > 0 && files[i].Partition.Path != _writer?.Path; i--)
        {
            // A file's last write is when its newest row was stored.
            bool old = time.GetUtcNow() - File.GetLastWriteTimeUtc(files[i].Partition.Path) > limits.Age;
            if (!old && bytes <= limits.Bytes)
                break;
            partitions.Remove(files[i].Partition);
            PartitionFolder.Delete(files[i].Partition.Path);
            bytes -= files[i].Bytes;
        }

        metrics.Sized(bytes, partitions.Count, folder.CountDamaged());
    }

    /// <summary>Whatever fails, the writer is opened again from the file: its memory may be ahead of what is stored.</summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (DatabaseException e)
        {
            Abandon(e.IsCorruption ? e.Message : null);
            throw new StoreUnavailableException(e.Reason, $"The telemetry store cannot be written: {e.Message}.", e);
        }
        catch (DamagedBlockException e)
        {
            Abandon(e.Message);
            throw new StoreUnavailableException("damaged", $"The telemetry store cannot be written: {e.Message}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Abandon(null);
            throw new StoreUnavailableException("io_error", $"The telemetry store cannot be written: {e.Message}", e);
        }
    }

    private void Abandon(string? damage)
    {
        string? path = _writer?.Path;
        _writer?.Dispose();
        _writer = null;
        graph.Clear();
        if (damage is not null && path is not null && partitions.NewestFirst.FirstOrDefault(p => p.Path == path) is { } partition)
            partitions.SetAside(partition, damage);
    }
}
