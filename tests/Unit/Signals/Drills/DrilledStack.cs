using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Tests.Unit.Signals.Drills;

/// <summary>A stack in which a rule fires 30 s after a fault, is received 5 s later, and resolved 20 s after the fault is gone.</summary>
internal sealed class DrilledStack
{
    private readonly DateTimeOffset _before;
    private DateTimeOffset? _broken;
    private DateTimeOffset? _healed;

    public DrilledStack()
    {
        Metrics.Rules = () => [new("g", "f", default, null, [new("alerting", Alert, "ok", "", "inactive") { For = For, Severity = "page" }])];
        _before = Time.GetUtcNow() - TimeSpan.FromMinutes(1);
        // Of what would explain a failure there is nothing.
        Metrics.Answer = promQL => (Sampled() && !promQL.Contains("_notifications_", StringComparison.Ordinal)) || promQL.StartsWith("up{", StringComparison.Ordinal)
            ? [FakeMetricStore.Sample(Scraped().ToUnixTimeMilliseconds() / 1000.0)]
            : [];
        Metrics.Alerts = () => Past(DrillHop.Pending, 5) && !IsOver(0) ? [new(Past(DrillHop.Firing, 30) ? "firing" : "pending", _broken + TimeSpan.FromSeconds(5), Labels, Labels)] : [];
        Router.Alerts = () => Past(DrillHop.Routed, 30) ? [FakeAlertRouter.Alert(Labels, _broken + TimeSpan.FromSeconds(30))] : [];
        Inbox.Notifications = Received;
        Inbox.Alerts = () => Past(DrillHop.Received, 35) && Broken != DrillHop.Acknowledged ? [new("f", "firing", null, null, null, Labels, Labels, null)] : [];
    }

    public const string Alert = "DiskBroken";

    public ManualTime Time { get; } = new();

    public FakeMetricStore Metrics { get; } = new();

    public FakeAlertRouter Router { get; } = new();

    public FakeAlertInbox Inbox { get; } = new();

    public FakeDemo Demo { get; } = new();

    /// <summary>The first hop that nothing reaches.</summary>
    public DrillHop? Broken { get; init; }

    public TimeSpan For { get; init; } = TimeSpan.FromSeconds(25);

    public bool Stops { get; init; }

    /// <summary>The same alert was wrong before, and its end is told 3 s after the fault.</summary>
    public bool EndsLate { get; init; }

    public SignalSources Sources => new(Metrics, Router, Inbox, new FakeLogStore(), new FakeTraceStore(), new FakeProbes());

    public DrillDefinition Drill => Stops
        ? new(Alert, "availability", "page") { Stop = "mem0", Service = "mem0" }
        : new(Alert, "resources", "page") { Series = [new("disk", new Dictionary<string, string>(), new(0, false), new(1, false), new(2, false))] };

    private Dictionary<string, string> Labels => new()
    {
        ["alertname"] = Alert,
        ["severity"] = "page",
        ["service"] = Stops ? "mem0" : Inbox.Drills.Keys.Single(),
    };

    /// <summary>Notices the fault and its end, which the fakes record without a time.</summary>
    private void Observe()
    {
        int phase = Stops ? Demo.Done.Count + 1 : Inbox.Drills.Values.Sum(d => d.Count);
        if (phase >= 2)
            _broken ??= Time.GetUtcNow();
        if (phase >= 3)
            _healed ??= Time.GetUtcNow();
    }

    /// <summary>Made-up series have samples of before the fault as well.</summary>
    private bool Sampled() => Stops ? Past(DrillHop.Scraped, 2) : Inbox.Drills.Count > 0;

    private DateTimeOffset Scraped() => Past(DrillHop.Scraped, 2) ? _broken!.Value + TimeSpan.FromSeconds(2) : _before;

    private bool Past(DrillHop hop, double seconds)
    {
        Observe();
        return (Broken is null || hop < Broken || Broken == DrillHop.Acknowledged) && _broken is { } at && Time.GetUtcNow() - at >= TimeSpan.FromSeconds(seconds);
    }

    private bool IsOver(double seconds) => Broken != DrillHop.Resolved && _healed is { } at && Time.GetUtcNow() - at >= TimeSpan.FromSeconds(seconds);

    private List<InboxNotification> Received()
    {
        List<InboxNotification> seen = [];
        if (EndsLate && Past(DrillHop.Sent, 3))
            seen.Add(Notification("resolved", _broken!.Value + TimeSpan.FromSeconds(3), _before));
        if (Past(DrillHop.Received, 35))
            seen.Add(Notification("firing", _broken!.Value + TimeSpan.FromSeconds(35), Fired));
        if (Past(DrillHop.Received, 35) && IsOver(20))
            seen.Add(Notification("resolved", _healed!.Value + TimeSpan.FromSeconds(20), Fired));
        return seen;
    }

    private DateTimeOffset Fired => _broken!.Value + TimeSpan.FromSeconds(30);

    private InboxNotification Notification(string status, DateTimeOffset at, DateTimeOffset began) => new(at.Ticks, at, "inbox", status, "f", began, null, Labels, Labels);
}
