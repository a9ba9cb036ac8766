using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Tail;

/// <summary>Reads the logs of all wanted containers into the store. A record and the position behind it are committed together.</summary>
/// <remarks>
/// Where it begins: an observer that has no position at all is new, and reads the last hour; afterwards a container without a position is new,
/// and is read from its beginning.
/// </remarks>
internal sealed class ContainerTail(ContainerFolder folder, ITelemetrySink sink, ILogRedactor redactor, TimeProvider time, TailMetrics metrics, TailNotes notes) : IDisposable
{
    private static readonly TimeSpan s_firstRead = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_scanInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestRetry = TimeSpan.FromSeconds(5);

    // So that one container that writes without end does not hold up the others.
    private const int BuffersPerTurn = 4;

    private readonly StagedLogs _staged = new();
    private readonly LineBuffer _buffer = new();
    private readonly Dictionary<string, ContainerLog> _logs = [];
    private TailPositions? _positions;
    private RecordEmitter? _emitter;
    private TimeSpan? _scanned;
    private long _cutoff;

    /// <summary>One turn: looks for new containers now and then, reads a part of each log, commits.</summary>
    /// <returns>Whether there is more to read at once.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        Start();
        TimeSpan now = time.GetElapsedTime(0);
        if (_scanned is null || now - _scanned >= s_scanInterval)
        {
            _scanned = now;
            await ScanAsync(now, cancellationToken);
        }

        bool more = false;
        foreach (ContainerLog log in _logs.Values)
        {
            more |= await ReadAsync(log, now, BuffersPerTurn, cancellationToken);
            log.Expire(now.Ticks);
        }

        await CommitAsync(cancellationToken);
        metrics.Seen(_logs.Count, more ? _logs.Values.Sum(l => l.Lag) : 0);
        return more;
    }

    public void Dispose()
    {
        foreach (ContainerLog log in _logs.Values)
            log.Dispose();
        _logs.Clear();
    }

    private void Start()
    {
        if (_positions is not null)
            return;
        _positions = new TailPositions(sink.Positions());
        _cutoff = _positions.IsEmpty ? Nanoseconds(time.GetUtcNow() - s_firstRead) : 0;
        _emitter = new RecordEmitter(redactor, _staged);
    }

    private async Task ScanAsync(TimeSpan now, CancellationToken cancellationToken)
    {
        if (folder.List() is not { } present)
            return;
        foreach ((string id, ContainerInfo info) in present)
        {
            if (_logs.TryGetValue(id, out ContainerLog? log))
                log.Rename(info);
            else
                _logs.Add(id, new ContainerLog(folder.Files(id), info, _emitter!, _positions![id], _cutoff));
        }

        foreach (string id in _logs.Keys.Where(id => !present.ContainsKey(id)).ToList())
        {
            // Its files are deleted, but open here: they are read to their end.
            while (await ReadAsync(_logs[id], now, BuffersPerTurn, cancellationToken))
            {
            }

            _logs[id].Finish();
            await CommitAsync(cancellationToken);
            _logs[id].Dispose();
            _logs.Remove(id);
        }

        _positions!.ForgetMissing(present, now);
    }

    private async Task<bool> ReadAsync(ContainerLog log, TimeSpan now, int buffers, CancellationToken cancellationToken)
    {
        _buffer.Now = Nanoseconds(time.GetUtcNow());
        bool more = true;
        for (int i = 0; more && i < buffers; i++)
        {
            more = Read(log, now);
            metrics.Read(_buffer.Lines);
            _buffer.Lines = 0;
            if (_staged.Full)
                await CommitAsync(cancellationToken);
        }

        return more;
    }

    private bool Read(ContainerLog log, TimeSpan now)
    {
        try
        {
            bool more = log.Read(_buffer, _staged, now.Ticks);
            if (log.Compressed)
                notes.Problem("compressed " + log.Info.Id, "Rotated logs of container {Container} are compressed; they are not read", log.Info.Name);
            return more;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Problem(log.Info.Id, "The log of container {Container} cannot be read: {Reason}", log.Info.Name, e.Message);
            return false;
        }
    }

    // Repeats until it is stored: nothing more is read meanwhile, so nothing is lost as long as the engine keeps its files.
    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_staged.Count == 0)
            return;
        var positions = _positions!.Changed(_logs);
        for (TimeSpan wait = s_firstRetry; !await TryCommitAsync(positions, cancellationToken); wait = wait < s_longestRetry ? wait * 2 : s_longestRetry)
        {
            metrics.Seen(_logs.Count, _logs.Values.Sum(l => l.Lag));
            await Task.Delay(wait, time, cancellationToken);
        }

        _positions.Committed(positions);
        _staged.Clear();
    }

    private async Task<bool> TryCommitAsync(IReadOnlyDictionary<string, byte[]> positions, CancellationToken cancellationToken)
    {
        try
        {
            TelemetryBatch batch = await sink.RentAsync(_staged.Bytes, cancellationToken);
            _staged.CopyTo(batch);
            foreach ((string id, byte[] position) in positions)
                batch.SetPosition(ContainerPosition.Key(id), position);
            await sink.CommitAsync(batch);
            notes.Solved("store", "Container logs are stored again");
            return true;
        }
        catch (StoreUnavailableException e)
        {
            notes.Problem("store", "Container logs cannot be stored and wait: {Reason}", e.Message);
            return false;
        }
    }

    private static long Nanoseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) * 100;
}
