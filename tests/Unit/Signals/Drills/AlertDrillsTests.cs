using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Tests.Unit.Signals.Drills;

public sealed class AlertDrillsTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_rule_is_followed_from_the_fault_to_its_resolution()
    {
        var stack = new DrilledStack();

        AlertDrillResult result = await DrillAsync(stack);

        (result.Outcome, result.Name, result.Class, result.Method).Should().Be((DrillOutcome.Passed, DrilledStack.Alert, "resources", "series"), result.Reason);
        result.Hops.Select(h => h.Name).Should().Equal("sent", "scraped", "pending", "firing", "routed", "received", "acknowledged", "resolved");
        result.Hops.Should().OnlyContain(h => h.Reached && h.Elapsed != null);
        result.TimeToReceived.Should().Be(TimeSpan.FromSeconds(35));
        result.TimeToResolved.Should().BeCloseTo(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
        result.Service.Should().Be(result.Id).And.StartWith("drill-diskbroken-");
    }

    [Fact]
    public async Task The_series_are_healthy_then_broken_then_healthy_then_gone_and_the_alert_is_acknowledged_as_a_drill()
    {
        var stack = new DrilledStack();

        AlertDrillResult result = await DrillAsync(stack);

        stack.Inbox.Drills[result.Id].Select(s => s.Single().Value).Should().Equal(0, 1, 2);
        stack.Inbox.ClearedDrills.Should().Equal(result.Id);
        stack.Inbox.Acknowledged.Should().Equal(("f", "drill", $"Drill {result.Id}"));
        DrillMark.Is(new Dictionary<string, string>(), $"Drill {result.Id}").Should().BeTrue();
        DrillMark.Is(new Dictionary<string, string> { ["service"] = result.Service }, "").Should().BeTrue();
        DrillMark.Is(new Dictionary<string, string> { ["service"] = "mem0" }, "Drill sergeant").Should().BeFalse();
    }

    [Theory]
    [InlineData("scraped", "sent", "no target in job 'observer'")]
    [InlineData("pending", "scraped", "rule 'DiskBroken' is healthy and inactive")]
    [InlineData("firing", "pending", "rule 'DiskBroken' is healthy")]
    [InlineData("routed", "firing", "answers and never got it")]
    [InlineData("received", "routed", "the inbox does not have it")]
    [InlineData("acknowledged", "received", "No such alert")]
    [InlineData("resolved", "acknowledged", "Prometheus still fires it")]
    public async Task A_drill_that_fails_says_where_and_is_put_right(string broken, string last, string advice)
    {
        var stack = new DrilledStack { Broken = Enum.Parse<DrillHop>(broken, ignoreCase: true) };

        AlertDrillResult result = await DrillAsync(stack);

        result.Outcome.Should().Be(DrillOutcome.Failed);
        result.Reason.Should().StartWith($"Last hop that worked: {last}").And.Contain(advice);
        result.Hops.Should().Contain(h => h.Name == broken && !h.Reached);
        stack.Inbox.ClearedDrills.Should().ContainSingle();
    }

    [Fact]
    public async Task A_stopped_service_is_started_before_the_resolution_and_only_once()
    {
        var stack = new DrilledStack { Stops = true };

        AlertDrillResult result = await DrillAsync(stack);

        (result.Outcome, result.Method, result.Service).Should().Be((DrillOutcome.Passed, "stop", "mem0"), result.Reason);
        stack.Demo.Done.Should().Equal("stop mem0", "start mem0");
        stack.Inbox.Drills.Should().BeEmpty();
    }

    [Fact]
    public async Task The_late_end_of_what_was_wrong_before_is_not_that_of_the_drill()
    {
        AlertDrillResult result = await DrillAsync(new DrilledStack { Stops = true, EndsLate = true });

        result.Outcome.Should().Be(DrillOutcome.Passed, result.Reason);
        result.TimeToReceived.Should().Be(TimeSpan.FromSeconds(35));
        result.TimeToResolved.Should().BeCloseTo(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_stopped_service_is_started_when_the_drill_fails_or_is_stopped_itself()
    {
        var failing = new DrilledStack { Stops = true, Broken = DrillHop.Routed };
        (await DrillAsync(failing)).Outcome.Should().Be(DrillOutcome.Failed);
        failing.Demo.Done.Should().Equal("stop mem0", "start mem0");

        var left = new DrilledStack { Stops = true };
        using var stop = new CancellationTokenSource();
        await foreach (StackItem item in new AlertDrills(left.Sources, left.Demo, left.Time).RunAsync([left.Drill], s_limit, stop.Token))
        {
            if (left.Demo.Stopped.Count > 0)
                break;
        }

        left.Demo.Done.Should().EndWith("start mem0");
        left.Demo.Stopped.Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_tried_here_is_no_pass_and_nothing_is_broken()
    {
        var slow = new DrilledStack { For = s_limit };
        (await DrillAsync(slow)).Should().Match<AlertDrillResult>(r => r.Outcome == DrillOutcome.NotDrillable && r.Reason.Contains("must hold for 10 min"));
        slow.Inbox.Drills.Should().BeEmpty();

        var absent = new DrilledStack { Stops = true };
        absent.Demo.Stopped.Add("mem0");
        (await DrillAsync(absent)).Should().Match<AlertDrillResult>(r => r.Outcome == DrillOutcome.NotDrillable && r.Reason.Contains("does not run here"));

        var firing = new DrilledStack { Stops = true };
        var labels = new Dictionary<string, string> { ["alertname"] = DrilledStack.Alert, ["service"] = "mem0" };
        firing.Metrics.Alerts = () => [new("pending", null, labels, labels)];
        (await DrillAsync(firing)).Should().Match<AlertDrillResult>(r => r.Outcome == DrillOutcome.NotDrillable && r.Reason.Contains("fires already"));

        var paging = new DrilledStack { Stops = true };
        paging.Router.Receivers = ["inbox", "pagerduty"];
        (await DrillAsync(paging)).Should().Match<AlertDrillResult>(r => r.Outcome == DrillOutcome.NotDrillable && r.Reason.Contains("pagerduty"));
        paging.Demo.Done.Should().BeEmpty();
    }

    [Fact]
    public async Task A_rule_that_is_not_loaded_is_a_failure()
    {
        var stack = new DrilledStack { Broken = DrillHop.Pending };
        stack.Metrics.Rules = () => [];
        (await DrillAsync(stack)).Should().Match<AlertDrillResult>(r => r.Outcome == DrillOutcome.Failed && r.Reason.Contains("no rule 'DiskBroken' loaded"));
    }

    private static async Task<AlertDrillResult> DrillAsync(DrilledStack stack)
    {
        var results = new List<AlertDrillResult>();
        await foreach (StackItem item in new AlertDrills(stack.Sources, stack.Demo, stack.Time).RunAsync([stack.Drill], s_limit, TestContext.Current.CancellationToken))
        {
            if (item is OutputItem { Value: AlertDrillResult result })
                results.Add(result);
        }

        return results.Should().ContainSingle().Which;
    }
}
