using Mem0Observability.Signals.Silences;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class DeployLeaseTests
{
    private readonly StackBuilder _stack = new();
    private readonly FakeAlertRouter _router = new();

    public DeployLeaseTests()
    {
        _stack.Options = _stack.Options with { AlertRouter = (_, _) => _router };
        foreach (var name in new[] { "prometheus", "alertmanager" })
        {
            _stack.Engine.Images[$"{name}:1"] = new($"sha256:{name}", new Dictionary<string, string>());
            _stack.Services[name] = StackBuilder.Service(name) with { Ports = name == "alertmanager" ? [new("127.0.0.1", 9093, 9093, "tcp", default)] : [] };
        }
    }

    [Fact]
    public async Task A_first_run_and_one_that_changes_nothing_silence_nothing()
    {
        await _stack.DeployAsync();
        await _stack.DeployAsync();
        _router.Silences.Should().BeEmpty();
    }

    [Fact]
    public async Task Before_something_that_runs_is_replaced_the_alerts_about_it_are_muted_for_a_short_time()
    {
        await _stack.DeployAsync();
        Change("alertmanager");
        _stack.Engine.Before = call => (_router.Silences.Count > 0 || !call.StartsWith("stop", StringComparison.Ordinal)).Should().BeTrue();
        await _stack.DeployAsync();
        var taken = _router.Silences[0];
        taken.Matchers.Select(m => m.ToString()).Should().Equal("owner=\"monitoring\"", "service=~\"alertmanager|prometheus\"", "alertname!=\"Watchdog\"", "drill!=\"true\"");
        (taken.EndsAt - taken.StartsAt).Should().Be(SilenceLease.UsualTerm);
        taken.Comment.Should().Contain("replaces alertmanager");
        (_router.Silences[^1].EndsAt - DateTimeOffset.UtcNow).Should().BeLessThanOrEqualTo(SilenceLease.Settling).And.BePositive();
    }

    [Fact]
    public async Task A_run_that_fails_lets_it_end_as_well()
    {
        await _stack.DeployAsync();
        Change("prometheus");
        _stack.Engine.StateAfterStart = _ => FakeEngine.Exited(1);
        await _stack.Invoking(s => s.DeployAsync()).Should().ThrowAsync<Exception>();
        _router.Silences[^1].EndsAt.Should().BeBefore(DateTimeOffset.UtcNow + SilenceLease.Settling);
    }

    [Fact]
    public async Task A_router_that_does_not_answer_stops_no_deployment()
    {
        await _stack.DeployAsync();
        Change("prometheus");
        _router.Fault = FakeAlertRouter.Unreachable;
        await _stack.DeployAsync();
        (await _stack.PlanAsync()).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task A_removal_mutes_and_one_with_data_has_nowhere_to_keep_it()
    {
        await _stack.DeployAsync();
        var removal = new StackRemoval(_stack.Engine, "p") { AlertRouter = (_, _) => _router };
        await removal.RemoveAsync(removeData: false, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        _router.Silences[0].Comment.Should().Contain("removal stops alertmanager, api, db, probe, prometheus");

        _router.Silences.Clear();
        await _stack.DeployAsync();
        await removal.RemoveAsync(removeData: true, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        _router.Silences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Watchdog", "monitoring", "prometheus", "", false)]
    [InlineData("Mem0TestAlert", "monitoring", "prometheus", "true", false)]
    [InlineData("Mem0ServiceDown", "mem0", "prometheus", "", false)]
    [InlineData("MonitoringTargetDown", "monitoring", "observer", "", false)]
    [InlineData("MonitoringTargetDown", "monitoring", "prometheus", "", true)]
    public void It_mutes_only_the_monitorings_own_alerts_about_what_changes(string name, string owner, string service, string drill, bool muted)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = name, ["owner"] = owner, ["service"] = service, ["drill"] = drill };
        SilenceLease.Matchers(["prometheus"]).All(m => new SilenceMatcher(m.Name, (m.IsEqual, m.IsRegex) switch { (true, true) => "=~", (true, false) => "=", _ => "!=" }, m.Value).Matches(labels))
            .Should().Be(muted);
    }

    private void Change(string service) => _stack.Services[service] = _stack.Services[service] with { Environment = new Dictionary<string, string> { ["A"] = "b" } };
}
