using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class AlertQueryTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeStack _stack = new();

    public AlertQueryTests()
    {
        _stack.Metrics.Alerts = () => [Active("Down", "firing"), Active("Slow", "pending")];
        _stack.Router.Alerts = () => [FakeAlertRouter.Alert(Routed("Down"), s_start.AddSeconds(30)), FakeAlertRouter.Alert(Routed("Posted"), s_start)];
        _stack.Inbox.Alerts = () => [Received("Down", "firing", null), Received("Old", "resolved", s_start.AddMinutes(9))];
    }

    [Fact]
    public async Task Three_views_become_one_row_per_alert()
    {
        List<AlertStatus> rows = Rows(await RunAsync(new AlertFilter([], [], ["pending", "firing", "resolved"])));

        rows.Select(r => $"{r.Name} {r.State}").Should().Equal("Down firing", "Posted firing", "Slow pending", "Old resolved");
        AlertStatus down = rows[0];
        down.ActiveSince.Should().Be(s_start, "the store knows when the condition became true");
        down.ReceivedAt.Should().Be(s_start.AddSeconds(40));
        down.Fingerprint.Should().Be(AlertLabels.Fingerprint(Routed("Down")), "the router adds the store's external labels");
        (down.Severity, down.Service, down.Summary, down.Acknowledged).Should().Be(("page", "mem0", "Down!", true));
        rows[2].ReceivedAt.Should().BeNull();
        rows[3].ResolvedAt.Should().Be(s_start.AddMinutes(9));
    }

    [Fact]
    public async Task By_default_only_alerts_that_last_are_listed_and_filters_take_wildcards()
    {
        Rows(await RunAsync(AlertFilter.Active)).Select(r => r.Name).Should().Equal("Down", "Posted", "Slow");
        Rows(await RunAsync(new AlertFilter(["D*"], ["MEM?"], []))).Select(r => r.Name).Should().Equal("Down");
        Rows(await RunAsync(new AlertFilter([], ["other"], []))).Should().BeEmpty();
    }

    [Fact]
    public async Task An_alert_that_neither_store_nor_router_has_is_over()
    {
        _stack.Inbox.Alerts = () => [Received("Lost", "firing", null)];

        Rows(await RunAsync(new AlertFilter(["Lost"], [], ["resolved"]))).Should().ContainSingle().Which.ResolvedAt.Should().BeNull();
    }

    [Fact]
    public async Task A_place_that_is_down_is_a_warning_and_the_others_still_answer()
    {
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;

        List<StackItem> items = await RunAsync(AlertFilter.Active);

        items.OfType<WarningItem>().Should().ContainSingle().Which.Message.Should().Contain("Prometheus cannot be reached");
        Rows(items).Select(r => r.Name).Should().Equal("Down", "Posted");

        _stack.Router.Fault = FakeAlertRouter.Unreachable;
        Rows(await RunAsync(AlertFilter.Active)).Select(r => r.Name).Should().Equal(["Down"], "the inbox's last word counts when nobody else answers");
    }

    [Fact]
    public async Task Nothing_that_answers_is_an_error_and_not_an_empty_list()
    {
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        _stack.Router.Fault = FakeAlertRouter.Unreachable;
        _stack.Inbox.Fault = FakeAlertInbox.Unreachable;

        await Raised.ByAsync(
            () => RunAsync(AlertFilter.Active),
            "AlertSourcesUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "Prometheus cannot be reached.",
            "Alertmanager cannot be reached.",
            "The observer cannot be reached.");
    }

    private static Dictionary<string, string> Labels(string name) => new() { ["alertname"] = name, ["severity"] = "page", ["service"] = "mem0" };

    private static Dictionary<string, string> Routed(string name) => new(Labels(name)) { ["stack"] = "mem0-monitoring" };

    private static ActiveAlert Active(string name, string state) =>
        new(state, s_start, Labels(name), new Dictionary<string, string> { ["summary"] = name + "!" });

    private static InboxAlert Received(string name, string status, DateTimeOffset? resolvedAt) => new(
        AlertLabels.Fingerprint(Routed(name)),
        status,
        s_start.AddSeconds(40),
        s_start.AddSeconds(40),
        resolvedAt,
        Routed(name),
        new Dictionary<string, string>(),
        new Acknowledgement(s_start, "me", ""));

    private Task<List<StackItem>> RunAsync(AlertFilter filter) =>
        new AlertQuery(_stack.Sources).RunAsync(filter, CancellationToken.None).ToListAsync().AsTask();

    private static List<AlertStatus> Rows(List<StackItem> items) => [.. items.OfType<OutputItem>().Select(i => (AlertStatus)i.Value)];
}
