namespace Mem0Observability.Observer.Notify;

/// <summary>What survives a restart: the outage, and who has been told of it.</summary>
/// <param name="Outage">Null while the Watchdog comes.</param>
/// <param name="Told">By channel: those that were told of an outage, and not yet of its end.</param>
internal sealed record SwitchState(Outage? Outage, IReadOnlyDictionary<string, Telling> Told)
{
    public static SwitchState Quiet { get; } = new(null, new Dictionary<string, Telling>());

    public SwitchState With(string channel, Telling? telling)
    {
        var told = new Dictionary<string, Telling>(Told);
        if (telling is null)
            told.Remove(channel);
        else
            told[channel] = telling;
        return this with { Told = told };
    }
}

/// <param name="LastSeen">When the Watchdog came last; null where it never did.</param>
internal sealed record Outage(DateTimeOffset Noticed, DateTimeOffset? LastSeen);

/// <param name="At">The last time.</param>
internal sealed record Telling(Outage Outage, DateTimeOffset At);
