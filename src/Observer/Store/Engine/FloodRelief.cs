namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Says when a flood is over, and what was grown for it should be given back: the runtime itself would keep it for the next one.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class FloodRelief(TimeProvider time)
{
    private const long FloodBytes = 64 * 1024 * 1024;

    /// <summary>In <see cref="s_window"/>. Some rows always come; a stack that works hard is not held up for this.</summary>
    private const long QuietBytes = 1024 * 1024;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private long _sinceRelief;
    private long _inWindow;
    private long _windowStart = time.GetTimestamp();

    public void Stored(long bytes)
    {
        _sinceRelief += bytes;
        _inWindow += bytes;
    }

    /// <summary>To be asked every now and then; true once for each flood.</summary>
    public bool IsDue()
    {
        if (time.GetElapsedTime(_windowStart) < s_window)
            return false;
        bool due = _inWindow < QuietBytes && _sinceRelief >= FloodBytes;
        (_inWindow, _windowStart) = (0, time.GetTimestamp());
        if (due)
            _sinceRelief = 0;
        return due;
    }
}
