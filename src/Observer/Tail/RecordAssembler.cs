using Mem0Observability.Observer.Tail.Formats;

namespace Mem0Observability.Observer.Tail;

/// <summary>Puts the entries of one stream of one container together to records: parts of long lines, and lines that continue the one before.</summary>
internal sealed class RecordAssembler(int stream, RecordEmitter emitter)
{
    /// <summary>Longer records are cut in two.</summary>
    public const int MaxBytes = 256 * 1024;

    // A traceback is written at once; between two lines of it there are microseconds.
    private static readonly TimeSpan s_lineIdle = TimeSpan.FromMilliseconds(250);

    // The rest of a long line comes with the next write of the application.
    private static readonly TimeSpan s_partIdle = TimeSpan.FromSeconds(2);

    private byte[] _text = [];
    private int _length;
    private int _lineStart;
    private long _time;
    private long _lastTime;
    private long _arrived;
    private bool _partial;
    private bool _traceback;

    public bool Pending { get; private set; }

    /// <summary>Where the pending record begins.</summary>
    public FileMark Start { get; private set; }

    /// <param name="before">The place just before this entry.</param>
    /// <param name="arrived">Monotonic clock, ticks of <see cref="TimeSpan"/>.</param>
    public void Add(ContainerSource source, in DockerLine entry, in FileMark before, long arrived)
    {
        bool rest = Pending && _partial;
        // An empty line says nothing, except inside a traceback.
        if (!rest && entry.Text.Length == 0 && !entry.Partial && !_traceback)
            return;
        if (!rest && Pending && !Continues(entry.Text))
            Flush(source);
        if (Pending && _length + entry.Text.Length >= MaxBytes)
            Flush(source);

        if (!Pending)
            Begin(before, entry.Time);
        else if (!rest)
            Append("\n"u8);
        if (!_partial)
            _lineStart = _length;
        Append(entry.Text);
        _lastTime = entry.Time;
        _arrived = arrived;
        _partial = entry.Partial;
        if (_partial)
            return;
        _traceback |= _text.AsSpan(_lineStart, _length - _lineStart).StartsWith(Traceback.Start);
        if (_lineStart == 0 && LogText.IsSelfContained(_text.AsSpan(0, _length)))
            Flush(source);
    }

    /// <summary>Ends the pending record if nothing more of it can come, seen from a later entry of the container.</summary>
    public void Advance(ContainerSource source, long time)
    {
        if (Pending && time - _lastTime > (_partial ? s_partIdle : s_lineIdle).Ticks * 100)
            Flush(source);
    }

    /// <summary>Ends the pending record if nothing has come for a while.</summary>
    public void Expire(ContainerSource source, long now)
    {
        if (Pending && now - _arrived > (_partial ? s_partIdle : s_lineIdle).Ticks)
            Flush(source);
    }

    public void Flush(ContainerSource source)
    {
        if (!Pending)
            return;
        int length = _length;
        while (length > 0 && _text[length - 1] == '\n')
            length--;
        if (length > 0)
            emitter.Emit(source, stream, _time, _text.AsSpan(0, length));
        Pending = _partial = _traceback = false;
        _length = _lineStart = 0;
        // One long line must not keep its memory for ever.
        if (_text.Length > MaxBytes / 8)
            _text = [];
    }

    private bool Continues(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || Traceback.Continues(line))
            return true;
        ReadOnlySpan<byte> pending = _text.AsSpan(0, _length);
        // The exception itself, whose message may have several lines: up to the next line that begins a record.
        return _traceback ? !RecordStart.Looks(line) : PostgresText.IsAddition(line) && PythonText.Date(pending) > 0;
    }

    private void Begin(in FileMark before, long time)
    {
        Pending = true;
        Start = before;
        _time = time;
        _length = _lineStart = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_text.Length - _length < bytes.Length)
            Array.Resize(ref _text, Math.Max(Math.Max(_text.Length * 2, 512), _length + bytes.Length));
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}
