namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Decides into which file rows go: opens, rolls over, deletes, and starts again where one cannot be used.</summary>
internal sealed class PartitionKeeper(
    PartitionFolder folder, PartitionSet partitions, StoreLimits limits, StoreMetrics metrics, ServiceGraph graph, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_housekeeping = TimeSpan.FromSeconds(15);

    private readonly Retention _retention = new(limits, time);
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
            // First: those that can be renamed now are not to be listed.
            IReadOnlyCollection<string> damaged = partitions.MoveDamaged();
            string[] files = [.. folder.List().Except(damaged)];
            _retention.Look(files.Length > 0 ? PartitionFile.Of(files[^1]).Written : time.GetUtcNow());
            foreach (string file in files)
                partitions.Add(file);
            // After the partitions are known: they can be read all the same.
            folder.Probe();
            SetUnmadeAside(files);
            string? newest = files.LastOrDefault(partitions.Contains);
            _writer = newest is not null && folder.IsLast(newest) ? OpenNewest(newest) : Continue();
            partitions.Add(_writer.Path);
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
            // A question found it damaged, and the file has gone: whatever was committed to it has gone too.
            if (!partitions.Contains(_writer.Path))
                throw new DamagedBlockException("the newest partition was set aside");
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

    /// <summary>A file without tables fails every question. The newest may have been begun on a full disk, or just before a crash: it holds nothing.</summary>
    private void SetUnmadeAside(string[] files)
    {
        foreach (string unmade in files.Where(f => !Partition.IsMade(f)))
        {
            if (unmade != files[^1])
            {
                partitions.SetAside(unmade, "it has no tables");
                continue;
            }

            // Not to be made now: its numbers and positions must go on from the one before it.
            partitions.Remove(unmade);
            PartitionFolder.Delete(unmade);
        }
    }

    private PartitionWriter OpenNewest(string path)
    {
        try
        {
            return new PartitionWriter(path, graph, PartitionStart.Empty);
        }
        catch (Exception e) when (e is DamagedBlockException or DatabaseException { IsCorruption: true })
        {
            partitions.SetAside(path, e.Message);
            return Continue();
        }
    }

    /// <summary>A new partition after a damaged one, or the first of all. Log files are read again from where the one before it says.</summary>
    private PartitionWriter Continue()
    {
        var start = PartitionStart.Empty;
        foreach (Partition older in partitions.NewestFirst)
        {
            if (partitions.TryRead(older, database => start = ReadStart(database)))
                break;
        }

        // The damaged file's numbers are not known; a gap keeps the new ones apart from them.
        return Begin(folder.IsEmpty ? start : start with { Sequence = start.Sequence + (limits.PartitionRows * 2) });
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

    // Begun in the future: by a clock that was ahead. Waiting for it to come true would make one file of months.
    private bool IsFull() =>
        _writer is { Rows: > 0 } writer
        && (writer.Rows >= limits.PartitionRows
            || _isLarge
            || (time.GetUtcNow() - _began).Duration() > limits.PartitionAge);

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
        IReadOnlyCollection<string> damaged = partitions.MoveDamaged();
        List<PartitionFile> files = [.. partitions.NewestFirst.Select(p => PartitionFile.Of(p.Path)).Reverse()];
        foreach (PartitionFile expired in _retention.Expired(files).Where(f => f.Path != _writer?.Path))
        {
            partitions.Remove(expired.Path);
            PartitionFolder.Delete(expired.Path);
            files.Remove(expired);
        }

        _isLarge = files.Exists(f => f.Path == _writer?.Path && f.Bytes >= limits.PartitionBytes);
        metrics.Sized(files.Sum(f => f.Bytes), files.Count, folder.CountDamaged() + damaged.Count);
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
            throw new StoreUnavailableException(PartitionFolder.Reason(e), $"The telemetry store cannot be written: {e.Message}", e);
        }
    }

    private void Abandon(string? damage)
    {
        string? path = _writer?.Path;
        _writer?.Dispose();
        _writer = null;
        graph.Clear();
        if (damage is not null && path is not null)
            partitions.SetAside(path, damage);
    }
}
