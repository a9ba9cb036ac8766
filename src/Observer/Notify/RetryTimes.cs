namespace Mem0Observability.Observer.Notify;

/// <summary>When a channel that failed may be tried again: after 5 s, then twice as long each time, up to 5 minutes.</summary>
internal sealed class RetryTimes(TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (long Since, TimeSpan Pause)> _failed = [];

    public bool Allows(string channel) => !_failed.TryGetValue(channel, out var last) || time.GetElapsedTime(last.Since) >= last.Pause;

    public TimeSpan Failed(string channel)
    {
        var pause = _failed.TryGetValue(channel, out var last) ? last.Pause * 2 : s_first;
        pause = pause > s_longest ? s_longest : pause;
        _failed[channel] = (time.GetTimestamp(), pause);
        return pause;
    }

    public void Worked(string channel) => _failed.Remove(channel);
}
