using Mem0Observability.Checks;
using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Probes;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>A stack of two services on which every check passes, until a test breaks something.</summary>
internal sealed class Healthy
{
    public const string Metric = "http_server_requests_total";

    private static readonly Dictionary<string, string> s_watchdog = new() { ["alertname"] = "Watchdog" };

    private int _count = 100;

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
        DateTimeOffset written = Stack.Time.GetUtcNow().AddSeconds(-3);
        foreach (string service in new[] { "mem0", "prometheus" })
        {
            Written[service] = new WrittenLine(written, "the newest line");
            Stored[service] = written;
        }

        Stack.Logs.Answer = search => new LogPage([.. Entries(search)], null);
        Stack.Traces.Services = () => Spans.Keys.ToList();
        Stack.Traces.Trace = Trace;
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

    public Func<string> NewTraceId { get; set; } = () => Guid.NewGuid().ToString("N");

    /// <summary>The newest line that the container of a service wrote.</summary>
    public Dictionary<string, WrittenLine?> Written { get; } = [];

    /// <summary>The time of the newest line of a service in the log store.</summary>
    public Dictionary<string, DateTimeOffset> Stored { get; } = [];

    /// <summary>Whether the log lines of a request carry its trace id, and its request id.</summary>
    public (bool TraceId, bool RequestId) Logged { get; set; } = (true, true);

    /// <summary>By the service that is asked: the service that its span names; absent where it sends none.</summary>
    public Dictionary<string, string> Spans { get; } = new() { ["mem0"] = "mem0", [ObserverProbes.ServiceName] = ObserverProbes.ServiceName };

    /// <summary>What the observer says of reading and storing logs; absent where it says nothing.</summary>
    public Dictionary<string, double> Tail { get; } = new() { ["tail_lines"] = 500, ["tail_lag"] = 0, ["store_failures"] = 0 };

    /// <summary>Whether the request counter moves.</summary>
    public bool Counts { get; set; } = true;

    /// <summary>What another instance of the service counted, which is scraped for the last time before the request.</summary>
    public double? LeavingCount { get; set; }

    public static ServiceStatus Container(string service, string project, string state = "running", string health = "healthy") =>
        new(service, project, state, health, "metrics", "", "image", DateTimeOffset.UnixEpoch, 0, 0, "0123456789abcdef");

    public static ScrapeTarget Target(string job, string service, string health = "up", string error = "") =>
        new(job, "i", service, health, error, DateTimeOffset.UnixEpoch, default, $"http://{service}/metrics");

    public async Task<CheckContext> ContextAsync() =>
        await CheckContext.CreateAsync(Matrix(), Stack.Sources, Services, Stack.Time, CancellationToken.None) with
        {
            NewControlId = () => ControlId,
            NewTraceId = () => NewTraceId(),
            NewestLine = (container, _) => Task.FromResult(Written.GetValueOrDefault(container.Service)),
        };

    public async Task<List<CheckResult>> RunAsync(ICheck check) =>
        await check.RunAsync(await ContextAsync(), CancellationToken.None).ToListAsync();

    /// <summary>The result on one target.</summary>
    public async Task<CheckResult> RunAsync(ICheck check, string target) => (await RunAsync(check)).Single(r => r.Target == target);

    public static Trace TraceOf(string id, string service) => new(
        id, DateTimeOffset.UnixEpoch, TimeSpan.FromMilliseconds(3), service, "GET", 0, [service],
        [new TraceSpan(id, "00f067aa0ba902b7", null, service, "GET", "Server", DateTimeOffset.UnixEpoch, TimeSpan.Zero, "Unset", "", Empty, [], [], Empty, "", 0, 0)]);

    private static Dictionary<string, object?> Empty { get; } = [];

    /// <summary>The trace of a probe that was really sent.</summary>
    private Trace? Trace(string id)
    {
        string? sender = Stack.Probes.Sent.Contains(id) ? ObserverProbes.ServiceName : Stack.Probes.Requests.FirstOrDefault(r => r.TraceId == id).Service;
        return sender is not null && Spans.TryGetValue(sender, out string? service) ? TraceOf(id, service) : null;
    }

    private IEnumerable<LogEntry> Entries(LogSearch search)
    {
        bool ofTrace = search.TraceId is not null && Logged.TraceId && Stack.Probes.Requests.Any(r => r.TraceId == search.TraceId);
        bool ofRequest = search.RequestId is not null && Logged.RequestId && Stack.Probes.Requests.Any(r => search.RequestId == "request-of-" + r.Service);
        if (search.TraceId is not null || search.RequestId is not null)
            return ofTrace || ofRequest ? [FakeLogStore.Entry("answered", search.Start, "1")] : [];

        return Stored.Where(s => search.Services.Contains(s.Key) && s.Value >= search.Start && s.Value < search.End)
            .Select(s => FakeLogStore.Entry("a line", s.Value, s.Key, s.Key));
    }

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
        Logs = true,
        Traces = probe is not null,
        Alert = alert,
        Container = name,
        Seen = "seen " + name,
    };

    private IReadOnlyList<MetricSample> Requests()
    {
        double count = Counts ? _count++ : _count;
        double? leaving = LeavingCount;
        LeavingCount = null;
        return leaving is { } last ? [Of("first", last), Of("second", count)] : [Of("second", count)];

        static MetricSample Of(string instance, double value) => FakeMetricStore.Sample(value, ("instance", instance));
    }

    private IReadOnlyList<MetricSample> Query(string promQL)
    {
        if (promQL.StartsWith("seen", StringComparison.Ordinal))
            return Seen ? [FakeMetricStore.Sample(1)] : [];

        if (promQL.StartsWith("up{", StringComparison.Ordinal))
            return ScrapedElsewhere ? [FakeMetricStore.Sample(1)] : [];

        if (promQL.StartsWith("probe_", StringComparison.Ordinal))
            return Probe is { } value && promQL.Contains("\"mem0\"", StringComparison.Ordinal) ? [FakeMetricStore.Sample(value, ("instance", "http://mem0/"))] : [];

        if (promQL.StartsWith($"sum by (instance) ({Metric}", StringComparison.Ordinal))
            return Requests();

        if (promQL.Contains("mem0_observer_", StringComparison.Ordinal))
            return [.. Tail.Where(t => promQL.Contains(t.Key, StringComparison.Ordinal)).Select(t => FakeMetricStore.Sample(t.Value))];

        if (promQL == "time()")
            return [FakeMetricStore.Sample(0)];

        Dictionary<string, double> ages = promQL.Contains("max_over_time", StringComparison.Ordinal) ? LastHour : Ages;
        return [.. ages.Where(a => promQL.Contains($"{a.Key}{{job=", StringComparison.Ordinal)).Select(a => FakeMetricStore.Sample(a.Value, ("metric", a.Key)))];
    }
}
