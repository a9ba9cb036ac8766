using Mem0Observability.Checks;
using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>A stack of two services on which every check passes, until a test breaks something.</summary>
internal sealed class Healthy
{
    public const string Metric = "http_server_requests_total";

    private static readonly Dictionary<string, string> s_watchdog = new() { ["alertname"] = "Watchdog" };

    public Healthy()
    {
        Groups =
        [
            new RuleGroup("availability", "/etc/alert_rules.yml", TimeSpan.FromSeconds(15), DateTimeOffset.UnixEpoch.AddSeconds(-10),
            [
                new RuleState("alerting", "Mem0ServiceDown", "ok", "", "inactive"),
                new RuleState("recording", "MonitoringTargetDown", "ok", "", ""),
                new RuleState("alerting", "MonitoringTargetDown", "ok", "", "inactive"),
            ]),
        ];
        Stack.Metrics.Answer = Query;
        Stack.Metrics.Targets = () => Targets;
        Stack.Metrics.Rules = () => Groups;
        Stack.Metrics.Alerts = () => [new ActiveAlert("firing", Stack.Time.GetUtcNow().AddHours(-1), s_watchdog, s_watchdog)];
        Stack.Router.Alerts = () => [FakeAlertRouter.Alert(s_watchdog)];
        Stack.Inbox.Notifications = () => [FakeAlertInbox.Notification("Watchdog", "firing", Stack.Time.GetUtcNow().AddSeconds(-5))];
    }

    public FakeStack Stack { get; } = new();

    public List<ServiceStatus> Services { get; set; } =
        [Container("mem0", "mem0-dev"), Container("prometheus", "mem0-monitoring"), Container("extra", "mem0-monitoring"), Container("ui", "mem0-dev")];

    public List<ScrapeTarget> Targets { get; set; } =
        [Target("mem0", "mem0"), Target("prometheus", "prometheus"), Target("probe", "mem0")];

    public List<RuleGroup> Groups { get; set; }

    /// <summary>Age in seconds of the newest sample by metric; absent where there is none within 5 minutes.</summary>
    public Dictionary<string, double> Ages { get; } = new() { [Metric] = 4, ["prometheus_tsdb_head_series"] = 2 };

    public Dictionary<string, double> LastHour { get; } = [];

    public double? Probe { get; set; } = 1;

    /// <summary>Whether the store remembers a service that has no container.</summary>
    public bool Seen { get; set; }

    public bool ScrapedElsewhere { get; set; }

    public string ControlId { get; set; } = "control1";

    public static ServiceStatus Container(string service, string project, string state = "running", string health = "healthy") =>
        new(service, project, state, health, "metrics", "", "image", DateTimeOffset.UnixEpoch, 0, 0, "0123456789abcdef");

    public static ScrapeTarget Target(string job, string service, string health = "up", string error = "") =>
        new(job, "i", service, health, error, DateTimeOffset.UnixEpoch, default, $"http://{service}/metrics");

    public async Task<CheckContext> ContextAsync() =>
        await CheckContext.CreateAsync(Matrix(), Stack.Sources, Services, Stack.Time, CancellationToken.None) with { NewControlId = () => ControlId };

    public async Task<List<CheckResult>> RunAsync(ICheck check) =>
        await check.RunAsync(await ContextAsync(), CancellationToken.None).ToListAsync();

    /// <summary>The result on one target.</summary>
    public async Task<CheckResult> RunAsync(ICheck check, string target) => (await RunAsync(check)).Single(r => r.Target == target);

    private static SignalMatrix Matrix() => new("signals.yml",
    [
        Service("mem0", optional: true, Metric, "mem0", "Mem0ServiceDown"),
        Service("prometheus", optional: false, "prometheus_tsdb_head_series", null, "MonitoringTargetDown"),
    ]);

    private static SignalService Service(string name, bool optional, string metric, string? probe, string alert) => new()
    {
        Name = name,
        Position = new SourcePosition("signals.yml", 1, 1),
        Optional = optional,
        Job = name,
        Metrics = [metric],
        Probe = probe,
        Alert = alert,
        Container = name,
        Seen = "seen " + name,
    };

    private IReadOnlyList<MetricSample> Query(string promQL)
    {
        if (promQL.StartsWith("seen", StringComparison.Ordinal))
            return Seen ? [FakeMetricStore.Sample(1)] : [];

        if (promQL.StartsWith("up{", StringComparison.Ordinal))
            return ScrapedElsewhere ? [FakeMetricStore.Sample(1)] : [];

        if (promQL.StartsWith("probe_", StringComparison.Ordinal))
            return Probe is { } value && promQL.Contains("\"mem0\"", StringComparison.Ordinal) ? [FakeMetricStore.Sample(value, ("instance", "http://mem0/"))] : [];

        if (promQL == "time()")
            return [FakeMetricStore.Sample(0)];

        Dictionary<string, double> ages = promQL.Contains("max_over_time", StringComparison.Ordinal) ? LastHour : Ages;
        return [.. ages.Where(a => promQL.Contains($"{a.Key}{{job=", StringComparison.Ordinal)).Select(a => FakeMetricStore.Sample(a.Value, ("metric", a.Key)))];
    }
}
