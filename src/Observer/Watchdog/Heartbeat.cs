using Mem0Observability.Observer.Hosting;
using Prometheus;

namespace Mem0Observability.Observer.Watchdog;

/// <summary>
/// Hears the alert that always fires. Its silence means that Prometheus, Alertmanager or the way between them is broken.
/// </summary>
/// <remarks>
/// The age is measured on the monotonic clock: a clock that jumps must neither hide a dead pipeline nor report a living one dead.
/// </remarks>
internal sealed class Heartbeat
{
    /// <summary>The alert's name in the shipped rules.</summary>
    public const string AlertName = "Watchdog";

    /// <summary>
    /// A Watchdog that Alertmanager calls resolved was not renewed by Prometheus for a minute. One that is just starting again fires within 15 s.
    /// </summary>
    private static readonly TimeSpan s_afterResolved = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Lock _lock = new();
    private DateTimeOffset? _lastSeen;
    private long _lastSeenTicks;
    private TimeSpan _ageWhenRestored;
    private long? _resolvedTicks;
    private readonly long _startedTicks;

    public Heartbeat(ObserverOptions options, TimeProvider time, CollectorRegistry registry, IMetricFactory metrics)
    {
        _time = time;
        _startedTicks = time.GetTimestamp();
        _timeout = options.WatchdogTimeout;
        // Absent until the first beat: 0 would read as "last seen in 1970".
        var seen = metrics.CreateGauge(
            "mem0_observer_watchdog_last_seen_timestamp_seconds",
            "When the Watchdog alert was last received.",
            new GaugeConfiguration { SuppressInitialValue = true });
        var alive = metrics.CreateGauge(
            "mem0_observer_watchdog_alive", "Whether the Watchdog alert was received within the configured time.");
        registry.AddBeforeCollectCallback(() =>
        {
            var view = View();
            alive.Set(view.Alive ? 1 : 0);
            if (view.LastSeen is { } lastSeen)
                seen.Set(lastSeen.ToUnixTimeMilliseconds() / 1000.0);
        });
    }

    public void Beat()
    {
        lock (_lock)
        {
            _lastSeen = _time.GetUtcNow();
            _lastSeenTicks = _time.GetTimestamp();
            _ageWhenRestored = TimeSpan.Zero;
            _resolvedTicks = null;
        }
    }

    /// <summary>Alertmanager says that Prometheus has stopped telling it. A second time says nothing new.</summary>
    public void Resolve()
    {
        lock (_lock)
            _resolvedTicks ??= _time.GetTimestamp();
    }

    /// <summary>
    /// Whether the Watchdog has had its time and did not come. After a start it has all of it again: while this process was away, it could not
    /// have heard anything.
    /// </summary>
    public bool IsOverdue
    {
        get
        {
            lock (_lock)
                return !View().Alive && (IsGivenUp || _time.GetElapsedTime(_startedTicks) > _timeout);
        }
    }

    private bool IsGivenUp => _resolvedTicks is { } resolved && _time.GetElapsedTime(resolved) > s_afterResolved;

    /// <summary>Takes over what an earlier process heard, unless this one has heard something itself.</summary>
    public void Restore(DateTimeOffset lastSeen)
    {
        lock (_lock)
        {
            if (_lastSeen is not null)
                return;
            var age = _time.GetUtcNow() - lastSeen;
            _lastSeen = lastSeen;
            _lastSeenTicks = _time.GetTimestamp();
            _ageWhenRestored = age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }
    }

    public WatchdogView View()
    {
        lock (_lock)
        {
            if (_lastSeen is null)
                return new WatchdogView(null, null, false);
            var age = _time.GetElapsedTime(_lastSeenTicks) + _ageWhenRestored;
            return new WatchdogView(_lastSeen, Math.Round(age.TotalSeconds, 3), age <= _timeout && !IsGivenUp);
        }
    }
}
