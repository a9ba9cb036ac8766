using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

public sealed class ReceiversCheckTests
{
    private readonly Healthy _stack = new();

    private string? _missing;

    private string _log = "";

    private bool _known = true;

    [Fact]
    public async Task Without_channels_it_says_that_only_the_inbox_is_told()
    {
        CheckResult[] results = await RunAsync(new ReceiversCheck(), channels: false);
        results.Should().HaveCount(2);
        results[0].Should().Match<CheckResult>(r => r.Target == "inbox" && r.Outcome == CheckOutcome.Passed && r.Reason.Contains("Only the inbox is told"));
        results[1].Should().Match<CheckResult>(r => r.Target == "negative control" && r.Outcome == CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_channel_that_was_never_told_anything_is_no_proof()
    {
        Counts(new NotificationCount("ops", 0, 0, 0, []));
        (await OpsAsync()).Outcome.Should().Be(CheckOutcome.Warning);
        _stack.Stack.Router.Posted.Should().BeEmpty();
    }

    [Fact]
    public async Task Failures_of_the_last_hour_fail_it_with_the_routers_words_but_without_the_address()
    {
        Counts(new NotificationCount("ops", 4, 2, 2, ["clientError"]));
        _stack.Stack.Metrics.Answer = _ => [FakeMetricStore.Sample(2)];
        _log = "level=INFO msg=Loading\nlevel=ERROR msg=\"Notify for alerts failed\" num_alerts=1 err=\"ops/slack[0]: notify retry canceled due to unrecoverable error after 1 attempts: unexpected status code 403: https://hooks.example.org/s3cr3t: \\\"no_team\\\"\"\nlevel=INFO msg=other";
        CheckResult result = await OpsAsync();
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Reason.Should().Contain("clientError").And.Contain("status code 403").And.Contain("no_team").And.NotContain("s3cr3t");
    }

    [Fact]
    public async Task Failures_that_are_over_are_history()
    {
        Counts(new NotificationCount("ops", 9, 2, 2, ["serverError"]));
        _stack.Stack.Metrics.Answer = _ => [FakeMetricStore.Sample(0)];
        (await OpsAsync()).Outcome.Should().Be(CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_channel_that_the_router_does_not_know_fails()
    {
        _known = false;
        (await OpsAsync()).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("no receiver of that name"));
    }

    [Fact]
    public async Task A_router_that_does_not_count_by_receiver_fails()
    {
        _stack.Stack.Router.Notifications = () => [];
        (await OpsAsync()).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("receiver-name-in-metrics"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_secret_that_is_gone_fails_without_a_test(bool sends)
    {
        _missing = "/state/ops.secret";
        Counts(new NotificationCount("ops", 3, 0, 0, []));
        (await OpsAsync(sends)).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("/state/ops.secret"));
        _stack.Stack.Router.Posted.Should().BeEmpty();
    }

    [Fact]
    public async Task By_name_it_sends_a_marked_notification_to_each_channel_ends_it_and_sees_it_taken()
    {
        _stack.Stack.Router.Notifications = () => [new("inbox", 40, 0, 0, []), new("ops", _stack.Stack.Router.Posted.Count > 0 ? 8 : 7, 0, 0, [])];
        (await OpsAsync(sends: true)).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Passed && r.Reason.StartsWith("A test notification was sent"));
        List<PostedAlert> posted = _stack.Stack.Router.Posted;
        posted.Should().HaveCount(2).And.OnlyContain(a => a.Labels["drill"] == "true" && a.Labels["channel"] == "ops" && a.Labels.ContainsKey("drill_id"));
        posted[1].EndsAt.Should().BeBefore(posted[0].EndsAt);
    }

    [Fact]
    public async Task A_test_that_is_refused_fails_and_names_the_receiver()
    {
        _stack.Stack.Router.Notifications = () => _stack.Stack.Router.Posted.Count > 0 ? [new("ops", 1, 1, 1, ["clientError"])] : [new("ops", 0, 0, 0, [])];
        CheckResult result = await OpsAsync(sends: true);
        result.Outcome.Should().Be(CheckOutcome.Failed);
        result.Target.Should().Be("ops");
        result.Reason.Should().Contain("receiver 'ops'").And.Contain("secret");
    }

    [Fact]
    public async Task A_router_that_sends_nothing_is_not_taken_for_one_that_does()
    {
        Counts(new NotificationCount("ops", 5, 0, 0, []));
        (await OpsAsync(sends: true)).Should().Match<CheckResult>(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("did not try"));
    }

    [Fact]
    public void Only_who_names_the_receivers_has_something_sent()
    {
        CheckCatalog.Select([]).OfType<ReceiversCheck>().Should().ContainSingle();
        CheckCatalog.Select(["Receivers"]).Should().ContainSingle().Which.Should().NotBeSameAs(CheckCatalog.Select([]).OfType<ReceiversCheck>().Single());
    }

    [Fact]
    public void The_routers_metrics_are_read_by_receiver()
    {
        const string Text = """
            # HELP alertmanager_notifications_total x
            alertmanager_notifications_total{integration="slack",receiver_name="ops"} 5
            alertmanager_notifications_failed_total{integration="slack",reason="clientError",receiver_name="ops"} 2
            alertmanager_notifications_failed_total{integration="slack",reason="other",receiver_name="ops"} 0
            alertmanager_notification_requests_total{integration="slack",receiver_name="ops"} 7
            alertmanager_notification_requests_failed_total{integration="slack",receiver_name="ops"} 1e+00
            alertmanager_notification_requests_total{integration="webhook"} 7
            """;
        NotificationCount.Parse(Text).Should().ContainSingle().Which.Should().BeEquivalentTo(new NotificationCount("ops", 7, 1, 2, ["clientError"]));
    }

    private void Counts(NotificationCount ops) => _stack.Stack.Router.Notifications = () => [new("inbox", 40, 0, 0, []), ops];

    private async Task<CheckResult> OpsAsync(bool sends = false) => (await RunAsync(new ReceiversCheck(sends), channels: true)).Single(r => r.Target == "ops");

    private async Task<CheckResult[]> RunAsync(ReceiversCheck check, bool channels)
    {
        if (channels && _known) _stack.Stack.Router.Receivers.Add("ops");
        _stack.Services.Add(Healthy.Container("alertmanager", "mem0-monitoring"));
        CheckContext context = await _stack.ContextAsync() with
        {
            LastLines = (_, _) => Task.FromResult(_log),
            Channels = channels ? [new KeptChannel(new Channel("ops", "slack"), _missing)] : [],
        };
        return [.. await check.RunAsync(context, CancellationToken.None).ToListAsync()];
    }
}
