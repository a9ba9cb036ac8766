using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

public sealed class ChecksTests
{
    private readonly Healthy _healthy = new();

    public static TheoryData<string> QuickChecks => ["containers", "targets", "metrics", "probes", "logs", "traces", "correlation", "rules", "watchdog"];

    [Theory]
    [MemberData(nameof(QuickChecks))]
    public async Task On_a_healthy_stack_all_passes_and_the_control_is_not_found(string name)
    {
        List<CheckResult> results = await _healthy.RunAsync(CheckCatalog.Select([name])[0]);

        results.Should().OnlyContain(r => r.Outcome == CheckOutcome.Passed).And.HaveCountGreaterThan(1);
        results[^1].Target.Should().Be("negative control");
        results[^1].Reason.Should().MatchRegex("^'(control1|[0-9a-f]{32})' does not exist and was not found");
    }

    [Fact]
    public async Task A_missing_container_fails_and_so_does_one_that_is_not_healthy()
    {
        var check = new ContainersCheck();
        _healthy.Services[1] = Healthy.Container("prometheus", "mem0-monitoring", "missing", "none");
        (await _healthy.RunAsync(check, "prometheus")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("Start-Mem0Monitoring"));

        _healthy.Services[1] = Healthy.Container("prometheus", "mem0-monitoring", "created", "none");
        (await _healthy.RunAsync(check, "prometheus")).Reason.Should().Contain("has not been started");

        foreach ((string state, string health, string word) in new[] { ("exited", "unhealthy", "exited"), ("running", "unhealthy", "health check fails"), ("running", "starting", "not been healthy yet") })
        {
            _healthy.Services[2] = Healthy.Container("extra", "mem0-monitoring", state, health);
            CheckResult result = await _healthy.RunAsync(check, "extra");
            result.Outcome.Should().Be(CheckOutcome.Failed);
            result.Reason.Should().Contain(word).And.Contain("docker logs 0123456789ab");
        }
    }

    [Fact]
    public async Task A_service_that_ran_once_and_ended_well_passes()
    {
        _healthy.Services[2] = Healthy.Container("extra", "mem0-monitoring", "completed", "none");
        (await _healthy.RunAsync(new ContainersCheck(), "extra")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Passed && r.Reason.Contains("ended well"));
    }

    [Fact]
    public async Task A_recent_restart_is_a_warning()
    {
        _healthy.Services[1] = Healthy.Container("prometheus", "mem0-monitoring") with { Restarts = 3, StartedAt = _healthy.Stack.Time.GetUtcNow().AddMinutes(-1) };

        (await _healthy.RunAsync(new ContainersCheck(), "prometheus")).Outcome.Should().Be(CheckOutcome.Warning);
    }

    [Fact]
    public async Task Containers_of_mem0_that_the_matrix_does_not_name_are_not_judged() =>
        (await _healthy.RunAsync(new ContainersCheck())).Select(r => r.Target).Should().Equal("mem0", "prometheus", "extra", "negative control");

    [Fact]
    public async Task Two_projects_with_the_same_service_are_told_apart()
    {
        _healthy.Services.Add(Healthy.Container("mem0", "mem0-demo", "exited"));

        (await _healthy.RunAsync(new ContainersCheck(), "mem0-demo/mem0")).Outcome.Should().Be(CheckOutcome.Failed);
        (await _healthy.RunAsync(new ContainersCheck(), "mem0-dev/mem0")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task An_optional_service_that_was_never_there_does_not_count()
    {
        _healthy.Services.RemoveAt(0);

        foreach (string check in QuickChecks.Select(r => r.Data).Where(c => c != "rules"))
            (await _healthy.RunAsync(CheckCatalog.Select([check])[0])).Should().NotContain(r => r.Target == "mem0");
    }

    [Theory]
    [InlineData("containers")]
    [InlineData("targets")]
    [InlineData("metrics")]
    [InlineData("probes")]
    [InlineData("logs")]
    [InlineData("traces")]
    [InlineData("correlation")]
    public async Task An_optional_service_that_was_there_and_is_gone_fails_by_name(string check)
    {
        _healthy.Services.RemoveAt(0);
        _healthy.Targets.RemoveAll(t => t.Service == "mem0");
        _healthy.Ages.Remove(Healthy.Metric);
        _healthy.Probe = null;
        _healthy.Seen = true;
        _healthy.Stack.Probes.Answer = s => new(s, "http://mem0:8000/", null, null, "Name or service not known");

        CheckResult result = await _healthy.RunAsync(CheckCatalog.Select([check])[0], "mem0");

        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Contain("is gone");
    }

    [Fact]
    public async Task An_optional_service_that_runs_elsewhere_counts_by_its_scrapes()
    {
        _healthy.Services.RemoveAt(0);
        _healthy.ScrapedElsewhere = true;

        foreach (string check in new[] { "containers", "targets", "metrics", "probes", "logs", "traces", "correlation" })
            (await _healthy.RunAsync(CheckCatalog.Select([check])[0], "mem0")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task No_target_and_a_target_that_is_down_are_two_reasons()
    {
        _healthy.Targets[0] = Healthy.Target("mem0", "mem0", "down", "connection refused");
        (await _healthy.RunAsync(new TargetsCheck(), "mem0")).Reason.Should().Contain("connection refused");

        _healthy.Targets[0] = Healthy.Target("mem0", "mem0", "unknown");
        (await _healthy.RunAsync(new TargetsCheck(), "mem0")).Reason.Should().Contain("not been scraped yet");

        _healthy.Targets.RemoveAt(0);
        CheckResult none = await _healthy.RunAsync(new TargetsCheck(), "mem0");
        none.Outcome.Should().Be(CheckOutcome.Failed);
        none.Reason.Should().Contain("no target in job 'mem0'");
    }

    [Fact]
    public async Task One_of_two_targets_down_fails()
    {
        _healthy.Targets.Add(Healthy.Target("mem0", "second", "down", "timeout"));

        (await _healthy.RunAsync(new TargetsCheck(), "mem0")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("http://second/metrics: timeout"));
    }

    [Fact]
    public async Task A_second_mem0_that_Prometheus_does_not_see_is_said()
    {
        _healthy.Services.Add(Healthy.Container("mem0", "mem0-demo", "exited"));
        (await _healthy.RunAsync(new TargetsCheck(), "mem0")).Outcome.Should().Be(CheckOutcome.Passed, "what does not run needs no target");

        _healthy.Services[^1] = Healthy.Container("mem0", "mem0-demo");
        _healthy.Services.Add(Healthy.Container("prometheus", "other-monitoring"));
        List<CheckResult> results = await _healthy.RunAsync(new TargetsCheck());

        results.Single(r => r.Target == "prometheus").Outcome.Should().Be(CheckOutcome.Passed);
        results.Single(r => r.Target == "mem0").Should().Match<CheckResult>(
            r => r.Outcome == CheckOutcome.Warning && r.Reason.Contains("2 containers run (mem0-dev/mem0, mem0-demo/mem0)") && r.Reason.Contains("1 of 1 up"));

        _healthy.Targets.Add(Healthy.Target("mem0", "mem0"));
        (await _healthy.RunAsync(new TargetsCheck(), "mem0")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task An_absent_metric_is_explained_by_the_last_hop_that_worked()
    {
        _healthy.Ages.Remove(Healthy.Metric);
        (await Metrics()).Should().Contain("Last hop that worked: scrape").And.Contain($"({Healthy.Metric})").And.Contain("does not have them");

        _healthy.LastHour[Healthy.Metric] = 600;
        (await Metrics()).Should().Contain("Last hop that worked: series (last seen 10 min ago)");

        _healthy.Targets[0] = Healthy.Target("mem0", "mem0", "down", "connection refused");
        (await Metrics()).Should().Contain("Last hop that worked: target").And.Contain("connection refused");

        _healthy.Targets.RemoveAt(0);
        (await Metrics()).Should().Contain("Last hop that worked: container").And.Contain("no target in job");

        _healthy.Services[0] = Healthy.Container("mem0", "mem0-dev", "exited");
        (await Metrics()).Should().Contain("No hop worked").And.Contain("exited");
    }

    [Fact]
    public async Task A_metric_that_is_there_but_old_fails()
    {
        _healthy.Ages[Healthy.Metric] = 200;
        _healthy.LastHour[Healthy.Metric] = 200;

        (await Metrics()).Should().Contain("newest sample is from 3 min ago");
    }

    [Fact]
    public async Task A_probe_that_fails_and_one_that_is_not_made_are_two_reasons()
    {
        _healthy.Probe = 0;
        (await _healthy.RunAsync(new ProbesCheck(), "mem0")).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("no HTTP answer"));

        _healthy.Probe = null;
        (await _healthy.RunAsync(new ProbesCheck(), "mem0")).Reason.Should().Contain("no result yet");

        _healthy.Targets[2] = Healthy.Target("probe", "mem0", "down", "no such host");
        (await _healthy.RunAsync(new ProbesCheck(), "mem0")).Reason.Should().Contain("blackbox-exporter: no such host");

        _healthy.Targets.RemoveAt(2);
        (await _healthy.RunAsync(new ProbesCheck(), "mem0")).Reason.Should().Contain("Nothing probes it");
    }

    [Fact]
    public async Task Rules_that_fail_lag_or_lack_are_told()
    {
        RuleGroup good = _healthy.Groups[0];
        await FailsAsync(good with { Rules = [good.Rules[0] with { Health = "err", LastError = "many-to-many" }] }, "availability", "many-to-many");
        await FailsAsync(good with { LastEvaluation = null }, "availability", "not been evaluated yet");
        await FailsAsync(good with { LastEvaluation = DateTimeOffset.UnixEpoch.AddMinutes(-5) }, "availability", "300 s ago");
        await FailsAsync(good with { Rules = [good.Rules[1]] }, "MonitoringTargetDown", "no such rule");

        _healthy.Groups.Clear();
        (await _healthy.RunAsync(new RulesCheck(), "rule groups")).Reason.Should().Contain("no rule group loaded");
    }

    [Fact]
    public async Task Groups_of_one_name_are_told_apart_by_their_file()
    {
        _healthy.Groups.Add(_healthy.Groups[0] with { File = "/etc/rules/latency.yml" });

        (await _healthy.RunAsync(new RulesCheck())).Select(r => r.Target).Should().Contain(["availability (alert_rules.yml)", "availability (latency.yml)"]);
    }

    [Fact]
    public async Task A_watchdog_that_stops_at_any_hop_fails_there()
    {
        _healthy.Stack.Inbox.Watchdog = new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(300), false);
        (await Watchdog()).Should().Contain("last received it 300 s ago");

        _healthy.Stack.Inbox.Notifications = () => [];
        (await Watchdog()).Should().Contain("Last hop that worked: routed. Not received");

        _healthy.Stack.Router.Fault = FakeAlertRouter.Unreachable;
        (await Watchdog()).Should().Contain("Last hop that worked: firing").And.Contain("Alertmanager cannot be reached");

        _healthy.Stack.Metrics.Alerts = () => [];
        (await Watchdog()).Should().StartWith("Not firing").And.Contain("is its rule loaded");
    }

    [Fact]
    public async Task A_watchdog_that_has_just_begun_is_waited_for()
    {
        DateTimeOffset start = _healthy.Stack.Time.GetUtcNow();
        _healthy.Stack.Metrics.Alerts = () => [new("firing", start, new Dictionary<string, string> { ["alertname"] = "Watchdog" }, new Dictionary<string, string>())];
        var arrived = _healthy.Stack.Inbox.Notifications;
        _healthy.Stack.Inbox.Notifications = () => _healthy.Stack.Time.GetUtcNow() - start > TimeSpan.FromSeconds(10) ? arrived() : [];

        (await _healthy.RunAsync(new WatchdogCheck(), "Watchdog")).Outcome.Should().Be(CheckOutcome.Passed);
    }

    private async Task<string> Metrics() => await FailureAsync(new MetricsCheck(), "mem0");

    private async Task<string> Watchdog() => await FailureAsync(new WatchdogCheck(), "Watchdog");

    private async Task<string> FailureAsync(ICheck check, string target)
    {
        CheckResult result = await _healthy.RunAsync(check, target);
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Hops.Should().Contain(h => !h.Reached || target == "Watchdog");
        return result.Reason;
    }

    private async Task FailsAsync(RuleGroup group, string target, string reason)
    {
        _healthy.Groups = [group];
        CheckResult result = await _healthy.RunAsync(new RulesCheck(), target);
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Contain(reason);
    }
}
