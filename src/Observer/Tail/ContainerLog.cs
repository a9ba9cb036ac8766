namespace Mem0Observability.Observer.Tail;

/// <summary>Reads the log of one container, file after file, and knows how far everything of it has been turned into records.</summary>
/// <param name="position">As last committed; null for a container that was never read.</param>
/// <param name="cutoff">Older entries of a container that was never read are left out; nanoseconds since the Unix epoch.</param>
internal sealed class ContainerLog(LogFiles names, ContainerInfo info, RecordEmitter emitter, ContainerPosition? position, long cutoff) : IDisposable
{
    private readonly List<LogFile> _files = [];
    private readonly RecordAssembler[] _streams = [new(0, emitter), new(1, emitter)];
    private readonly ResumePoint?[] _resume = new ResumePoint?[2];
    private ContainerSource _source = new(info);

    // The last entry read; after a change of files, still the last one of the file before: an inode alone says too little.
    private FileMark _mark;
    private long _offset;
    private FileStatus _seen;
    private bool _inOversizeLine;

    public ContainerInfo Info { get; private set; } = info;

    public bool Compressed => names.Compressed;

    /// <summary>What may be committed together with everything emitted so far; null while nothing has been read.</summary>
    public ContainerPosition? Position => _mark == default ? null : new ContainerPosition(Done(0), Done(1));

    /// <summary>Bytes that are written but not read.</summary>
    public long Lag => Math.Max(0, _files.Sum(f => f.Status.Size) - _offset);

    public void Rename(ContainerInfo renamed)
    {
        if (renamed == Info)
            return;
        (Info, _source) = (renamed, new ContainerSource(renamed));
    }

    /// <summary>Reads one buffer full.</summary>
    /// <param name="now">Monotonic clock, ticks of <see cref="TimeSpan"/>.</param>
    /// <returns>False where there is no more for now.</returns>
    public bool Read(LineBuffer buffer, StagedLogs staged, long now)
    {
        if (_files.Count == 0 && !TryOpen(buffer.Bytes))
            return false;
        bool there = names.TryCurrent(out FileStatus current);
        if (there && current.Inode != _files[^1].Inode)
            FollowRotation();
        else if (there && _files.Count == 1 && current == _seen)
            return false;

        LogFile file = _files[0];
        if (_offset > 0 && !Fingerprint.Matches(file, _mark))
            StartOver(file);

        int length = file.Read(buffer.Bytes, _offset);
        ReadOnlySpan<byte> bytes = buffer.Bytes.AsSpan(0, length);
        while (!bytes.IsEmpty && !staged.Full && bytes.IndexOf((byte)'\n') is >= 0 and int end)
        {
            Line(bytes[..(end + 1)], buffer, now);
            bytes = bytes[(end + 1)..];
        }

        if (staged.Full)
            return true;
        if (bytes.Length == buffer.Bytes.Length)
        {
            Oversize(bytes, buffer, now);
            return true;
        }

        if (length == buffer.Bytes.Length)
            return true;
        if (_files.Count == 1)
        {
            _seen = current;
            return false;
        }

        // The engine has closed this file before it made the next one. What is left is an entry that was never finished.
        if (!bytes.IsEmpty)
            Line(bytes, buffer, now);
        Next();
        return true;
    }

    /// <summary>Ends records to which nothing was added for a while.</summary>
    public void Expire(long now)
    {
        foreach (RecordAssembler stream in _streams)
            stream.Expire(_source, now);
    }

    /// <summary>Ends all records; the container has gone.</summary>
    public void Finish()
    {
        foreach (RecordAssembler stream in _streams)
            stream.Flush(_source);
    }

    public void Dispose()
    {
        _files.ForEach(f => f.Dispose());
        _files.Clear();
    }

    private FileMark Done(int stream)
    {
        if (_resume[stream] is { } resume)
            return resume.Mark;
        return _streams[stream].Pending ? _streams[stream].Start : _mark;
    }

    private bool TryOpen(byte[] buffer)
    {
        List<LogFile> files = names.Open();
        if (files.Count == 0)
            return false;
        if (position is { } known)
        {
            var places = new[] { StartFinder.Locate(files, known.Output, buffer), StartFinder.Locate(files, known.Error, buffer) };
            int first = places[1].CompareTo(places[0]) < 0 ? 1 : 0;
            if (places[0] != places[1])
                _resume[1 - first] = new ResumePoint(files[places[1 - first].File], places[1 - first].Offset, known[1 - first]);
            Begin(files, places[first], known[first]);
            return true;
        }

        Begin(files, StartFinder.Recent(files, cutoff, buffer), default);
        return true;
    }

    private void Begin(List<LogFile> files, (int File, long Offset) place, FileMark known)
    {
        files[..place.File].ForEach(f => f.Dispose());
        _files.AddRange(files[place.File..]);
        _offset = place.Offset;
        _mark = _offset > 0 ? Fingerprint.Mark(_files[0], _offset, known.Time) : known;
    }

    private void FollowRotation()
    {
        List<LogFile> files = names.Open();
        // Not among them: it is deleted, and all that are left came after it.
        int known = files.FindIndex(f => f.Inode == _files[^1].Inode);
        files[..(known + 1)].ForEach(f => f.Dispose());
        _files.AddRange(files[(known + 1)..]);
    }

    private void Next()
    {
        LogFile finished = _files[0];
        _files.RemoveAt(0);
        LeaveResume(finished);
        finished.Dispose();
        _seen = default;
        _inOversizeLine = false;
        _offset = 0;
    }

    // Emptied: by an engine that keeps one file only, or by hand.
    private void StartOver(LogFile file)
    {
        Finish();
        LeaveResume(file);
        _inOversizeLine = false;
        _offset = 0;
    }

    private void LeaveResume(LogFile file)
    {
        for (int s = 0; s < _resume.Length; s++)
        {
            if (_resume[s]?.File == file)
                _resume[s] = null;
        }
    }

    private void Line(ReadOnlySpan<byte> line, LineBuffer buffer, long now)
    {
        FileMark before = _mark;
        long start = _offset;
        _offset += line.Length;
        if (_inOversizeLine)
        {
            _inOversizeLine = false;
            _mark = Fingerprint.Mark(_files[0].Inode, _offset, line, before.Time);
            return;
        }

        DockerLine entry = DockerLine.Parse(line.TrimEnd((byte)'\n'), buffer.Text);
        if (entry.Time == 0)
            entry.Time = before.Time > 0 ? before.Time : buffer.Now;
        _mark = Fingerprint.Mark(_files[0].Inode, _offset, line, entry.Time);
        buffer.Lines++;
        if (IsDone(entry.Stream, start) || (position is null && entry.Time < cutoff))
            return;
        foreach (RecordAssembler stream in _streams)
            stream.Advance(_source, entry.Time);
        _streams[entry.Stream].Add(_source, entry, before, now);
    }

    // No entry of the engine is that long: its start is kept, the rest is passed over.
    private void Oversize(ReadOnlySpan<byte> bytes, LineBuffer buffer, long now)
    {
        Line(bytes, buffer, now);
        _inOversizeLine = true;
    }

    private bool IsDone(int stream, long offset)
    {
        if (_resume[stream] is not { } resume)
            return false;
        if (resume.File != _files[0] || offset < resume.Offset)
            return true;
        _resume[stream] = null;
        return false;
    }

    /// <summary>Up to here, the entries of a stream are stored already.</summary>
    private sealed record ResumePoint(LogFile File, long Offset, FileMark Mark);
}
