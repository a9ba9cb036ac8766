using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class AlertDrillTests
{
    private static readonly DrillRequest s_request = new() { Id = "drill-1" };

    [Fact]
    public async Task A_test_alert_is_followed_to_its_resolution_by_each_places_own_times()
    {
        var stack = new FakeStack();

        List<StackItem> items = await RunAsync(stack, s_request);
        TestAlertResult result = Result(items);

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.Path.Should().Be("rule");
        result.Hops.Select(h => h.ToString()).Should().Equal(
            "sent 0.0s", "scraped 1.9s", "pending 2.9s", "firing 5.9s", "routed 5.9s", "received 6.9s", "resolved 16.9s");
        result.TimeToReceived.Should().BeCloseTo(TimeSpan.FromSeconds(6.9), TimeSpan.FromMilliseconds(1));
        result.TimeToResolved.Should().BeCloseTo(TimeSpan.FromSeconds(16.9), TimeSpan.FromMilliseconds(300));
        items.OfType<ProgressItem>().Select(p => p.Percent).Should().BeInAscendingOrder().And.EndWith(100);
        stack.Inbox.TestAlerts.Should().BeEmpty();
        stack.Inbox.Cleared.Should().Be(1);
    }

    [Fact]
    public async Task Without_waiting_for_the_end_it_is_ended_all_the_same()
    {
        var stack = new FakeStack();

        TestAlertResult result = Result(await RunAsync(stack, s_request with { WaitForResolved = false }));

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.TimeToResolved.Should().BeNull();
        result.Hops[^1].Name.Should().Be("received");
        stack.Inbox.TestAlerts.Should().BeEmpty();
    }

    [Fact]
    public async Task Directly_it_is_posted_and_resolved_by_its_end()
    {
        var stack = new FakeStack();

        TestAlertResult result = Result(await RunAsync(stack, s_request with { Direct = true, Severity = "page" }));

        result.Outcome.Should().Be(CheckOutcome.Passed);
        result.Hops.Select(h => h.Name).Should().Equal("sent", "routed", "received", "resolved");
        stack.Inbox.Cleared.Should().Be(0);
        stack.Router.Posted.Should().HaveCount(2);
        stack.Router.Posted[0].Labels.Should().Contain("drill", "true").And.Contain("severity", "page").And.Contain("drill_id", "drill-1");
        stack.Router.Posted[1].StartsAt.Should().Be(stack.Router.Posted[0].StartsAt);
        stack.Router.Posted[1].EndsAt.Should().BeBefore(stack.Router.Posted[0].EndsAt);
    }

    [Theory]
    [InlineData("scraped", "sent", "no target in job 'observer'")]
    [InlineData("pending", "scraped", "no rule 'Mem0TestAlert' loaded")]
    [InlineData("firing", "pending", "no rule 'Mem0TestAlert' loaded")]
    [InlineData("routed", "firing", "Alertmanager 0.34.1 answers and never got it")]
    [InlineData("received", "routed", "routed it to 'inbox', and the inbox does not have it")]
    [InlineData("resolved", "received", "the inbox was not told")]
    public async Task A_missing_hop_is_named_with_the_one_before_and_what_to_look_at(string broken, string last, string advice)
    {
        var stack = new FakeStack { Broken = Enum.Parse<DrillHop>(broken, ignoreCase: true) };

        TestAlertResult result = Result(await RunAsync(stack, s_request));

        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().StartWith($"Last hop that worked: {last}").And.Contain($"Not {broken}:").And.Contain(advice);
        result.Hops.Should().Contain(h => h.Name == broken && !h.Reached);
        stack.Inbox.TestAlerts.Should().BeEmpty("the gauge is always cleared");
    }

    [Fact]
    public async Task What_is_known_beyond_the_last_hop_is_told()
    {
        var unscraped = new FakeStack { Broken = DrillHop.Scraped };
        unscraped.Metrics.Targets = () => [new ScrapeTarget("observer", "i", "observer", "down", "no route to host", null, default, "http://observer:9095/metrics")];
        Result(await RunAsync(unscraped, s_request)).Reason.Should().Contain("no route to host");

        var sick = new FakeStack { Broken = DrillHop.Pending };
        sick.Metrics.Rules = () => [new RuleGroup("drill", "f", default, null, [new RuleState("alerting", "Mem0TestAlert", "err", "many-to-many", "")])];
        Result(await RunAsync(sick, s_request)).Reason.Should().Contain("health 'err': many-to-many");

        var unsent = new FakeStack { Broken = DrillHop.Routed };
        unsent.Router.Fault = FakeAlertRouter.Unreachable;
        Result(await RunAsync(unsent, s_request)).Reason.Should().Contain("Alertmanager cannot be reached.");

        var muted = new FakeStack { Broken = DrillHop.Received };
        Func<IReadOnlyList<RoutedAlert>> routed = muted.Router.Alerts;
        muted.Router.Alerts = () => [.. routed().Select(a => a with { MutedBy = ["silence-1"] })];
        Result(await RunAsync(muted, s_request)).Reason.Should().Contain("muted by silence-1");
    }

    [Fact]
    public async Task A_place_that_cannot_be_asked_does_not_hide_a_later_hop()
    {
        var stack = new FakeStack();
        stack.Router.Fault = FakeAlertRouter.Unreachable;

        TestAlertResult result = Result(await RunAsync(stack, s_request));

        result.Outcome.Should().Be(CheckOutcome.Passed, "it arrived, so it was routed");
        result.Hops.Single(h => h.Name == "routed").Should().Be(new SignalHop("routed", true, null, "passed between two looks"));
    }

    [Fact]
    public async Task An_alert_that_cannot_be_sent_in_is_an_error()
    {
        var stack = new FakeStack();
        stack.Inbox.Fault = FakeAlertInbox.Unreachable;

        await Raised.ByAsync(() => RunAsync(stack, s_request), "AlertInboxUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public async Task A_stop_in_the_middle_clears_the_gauge()
    {
        var stack = new FakeStack { Broken = DrillHop.Pending };
        using var stop = new CancellationTokenSource();
        Func<Task> act = async () =>
        {
            await foreach (StackItem item in new AlertDrill(stack.Sources, stack.Time).RunAsync(s_request, stop.Token))
                await stop.CancelAsync();
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        stack.Inbox.TestAlerts.Should().BeEmpty();
    }

    [Fact]
    public async Task A_reader_that_stops_reading_clears_the_gauge()
    {
        var stack = new FakeStack();
        await foreach (StackItem item in new AlertDrill(stack.Sources, stack.Time).RunAsync(s_request, CancellationToken.None))
            break;

        stack.Inbox.TestAlerts.Should().BeEmpty();
    }

    private static TestAlertResult Result(List<StackItem> items) => (TestAlertResult)items.OfType<OutputItem>().Single().Value;

    private static async Task<List<StackItem>> RunAsync(FakeStack stack, DrillRequest request) =>
        await new AlertDrill(stack.Sources, stack.Time).RunAsync(request, CancellationToken.None).ToListAsync();
}
