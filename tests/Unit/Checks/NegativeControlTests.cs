using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Probes;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

/// <summary>Every check's control can fail: against a stack that says yes to everything, it does.</summary>
public sealed class NegativeControlTests
{
    private const string Yes = "saysyes";

    [Theory]
    [InlineData("containers")]
    [InlineData("targets")]
    [InlineData("metrics")]
    [InlineData("probes")]
    [InlineData("logs")]
    [InlineData("traces")]
    [InlineData("correlation")]
    [InlineData("dashboards")]
    [InlineData("rules")]
    [InlineData("watchdog")]
    [InlineData("alert-path")]
    [InlineData("receivers")]
    public async Task A_check_that_finds_what_does_not_exist_reports_itself(string name)
    {
        CheckResult control = (await SaysYes().RunAsync(CheckCatalog.Select([name])[0]))[^1];

        control.Target.Should().Be("negative control");
        control.Outcome.Should().Be(CheckOutcome.Failed);
        control.Reason.Should().StartWith($"Negative control: '{Yes}' does not exist, and this check found it.");
    }

    private static Healthy SaysYes()
    {
        var labels = new Dictionary<string, string> { ["alertname"] = Yes, ["drill_id"] = Yes };
        var stack = new Healthy { ControlId = Yes, NewTraceId = () => Yes };
        stack.Services.Add(Healthy.Container(Yes, "any"));
        stack.Targets.Add(Healthy.Target(Yes, Yes));
        stack.Groups.Add(stack.Groups[0] with { Name = "yes", Rules = [new RuleState("alerting", Yes, "ok", "", "")] });
        stack.Stack.Metrics.Answer = _ => [FakeMetricStore.Sample(1, ("metric", Yes))];
        stack.Stack.Metrics.Alerts = () => [new ActiveAlert("firing", null, labels, labels)];
        stack.Stack.Router.Alerts = () => [FakeAlertRouter.Alert(labels)];
        stack.Stack.Router.Receivers.Add(Yes);
        stack.Stack.Router.Notifications = () => [new NotificationCount(Yes, 1, 0, 0, [])];
        stack.Stack.Inbox.Notifications = () => [FakeAlertInbox.Notification(Yes, "firing", DateTimeOffset.UnixEpoch, drill: Yes)];
        stack.Stack.Logs.Answer = _ => new([FakeLogStore.Entry("yes", DateTimeOffset.UnixEpoch, "1")], null);
        stack.Stack.Traces.Trace = id => Healthy.TraceOf(id, ObserverProbes.ServiceName);
        return stack;
    }
}
