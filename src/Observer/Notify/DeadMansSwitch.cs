using Mem0Observability.Notifications;
using Mem0Observability.Observer.Watchdog;
using Prometheus;

namespace Mem0Observability.Observer.Notify;

/// <summary>
/// The second half of the dead man's switch: when the Watchdog stays away, tells every channel for pages by its own hand, again every hour while
/// it lasts, and once when it is back. Nothing here needs Prometheus or Alertmanager.
/// </summary>
internal sealed class DeadMansSwitch(
    Heartbeat heartbeat, ChannelFile file, ChannelSender sender, SwitchFile memory, OutageInbox inbox, PathProbe probe, TimeProvider time, IMetricFactory metrics, ILogger<DeadMansSwitch> logger)
{
    private static readonly TimeSpan s_repeat = TimeSpan.FromHours(1);

    private readonly Counter _notifications = metrics.CreateCounter(
        "mem0_observer_channel_notifications_total", "What was told to people when the Watchdog stopped or came back, by channel.", ["channel", "outcome"]);

    private readonly RetryTimes _retries = new(time);
    private readonly Lock _lock = new();
    private SwitchState _state = memory.Read();

    public SwitchState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <summary>Looks once, and tells whoever must be told now. One at a time.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var channels = file.Refresh();
        foreach (var channel in channels)
            Count(channel, null);
        var view = heartbeat.View();
        if (view.Alive && State.Outage is { } past)
            await EndAsync(past, cancellationToken);
        if (!view.Alive && !heartbeat.IsOverdue)
            return;

        var due = channels.Where(c => IsDue(c, view.Alive) && _retries.Allows(c.Name)).ToList();
        var begins = !view.Alive && State.Outage is null;
        if (due.Count == 0 && !begins)
            return;

        var suspect = view.Alive ? "" : await probe.SuspectAsync(cancellationToken);
        var outage = begins ? await BeginAsync(view, suspect, cancellationToken) : State.Outage;
        await Task.WhenAll(due.Select(c => TellAsync(c, outage, suspect, cancellationToken)));
    }

    /// <summary>Dead: whoever has not been told within the hour. Alive: whoever was told, and not yet that it is over.</summary>
    private bool IsDue(Channel channel, bool alive) =>
        State.Told.TryGetValue(channel.Name, out var told) ? alive || (told.At - time.GetUtcNow()).Duration() >= s_repeat : !alive;

    private async Task<Outage> BeginAsync(WatchdogView view, string suspect, CancellationToken cancellationToken)
    {
        var outage = new Outage(time.GetUtcNow(), view.LastSeen);
        logger.LogError("The Watchdog stays away, last seen {LastSeen}: alerts do not get through. {Suspect}", view.LastSeen, suspect);
        Remember(s => s with { Outage = outage });
        await inbox.AddAsync(NoticeText.Begun(outage, outage.Noticed, suspect), cancellationToken);
        return outage;
    }

    private async Task EndAsync(Outage outage, CancellationToken cancellationToken)
    {
        logger.LogInformation("The Watchdog is back; it was noticed missing at {Noticed}", outage.Noticed);
        Remember(s => s with { Outage = null });
        await inbox.AddAsync(NoticeText.Over(outage, time.GetUtcNow()), cancellationToken);
    }

    private async Task TellAsync(Channel channel, Outage? outage, string suspect, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var notice = outage is null ? NoticeText.Over(State.Told[channel.Name].Outage, now) : NoticeText.Begun(outage, now, suspect);
        try
        {
            await sender.SendAsync(channel, notice, cancellationToken);
            Remember(s => s.With(channel.Name, outage is null ? null : new Telling(outage, now)));
            lock (_lock)
                _retries.Worked(channel.Name);
            Count(channel, "sent");
            logger.LogInformation("Channel {Channel} was told: {Title}", channel.Name, notice.Title);
        }
        catch (ChannelFailedException e)
        {
            TimeSpan pause;
            lock (_lock)
                pause = _retries.Failed(channel.Name);
            Count(channel, "failed");
            logger.LogError("Channel {Channel} ({Type}) could not be told: {Reason}. Again in {Seconds} s", channel.Name, channel.Type, e.Message, pause.TotalSeconds);
        }
    }

    private void Remember(Func<SwitchState, SwitchState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            memory.Write(_state);
        }
    }

    /// <summary>From zero, so that increase() sees the first.</summary>
    private void Count(Channel channel, string? outcome)
    {
        foreach (var each in new[] { "sent", "failed" })
            _notifications.WithLabels(channel.Name, each).Inc(each == outcome ? 1 : 0);
    }
}
