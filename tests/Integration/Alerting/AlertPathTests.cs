using System.Net;
using System.Text;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.History;
using Mem0Observability.Tests.Integration.Deploy;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Alerting;

public sealed class AlertPathTests(AlertPath path) : IClassFixture<AlertPath>
{
    /// <summary>The promise is 20 s to received and 60 s to resolved on a machine of its own; here other tests run beside it.</summary>
    private static readonly TimeSpan s_received = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan s_resolved = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_test_alert_fires_through_the_shipped_rule_and_the_inbox_has_it_firing_and_resolved()
    {
        using var observer = path.Client();
        await observer.SetTestAlertAsync("round-trip");
        var fired = await observer.WaitForAsync("round-trip", "firing", s_received);
        fired.Receiver.Should().Be("inbox");
        await observer.EndTestAlertAsync("round-trip");
        var resolved = await observer.WaitForAsync("round-trip", "resolved", s_resolved);
        resolved.Id.Should().BeGreaterThan(fired.Id);
    }

    [Fact]
    public async Task A_test_alert_that_nobody_sent_is_not_in_the_inbox()
    {
        using var observer = path.Client();
        (await observer.DrillsAsync("firing")).Should().NotContain(n => n.DrillId == "nobody-sent-this");
    }

    [Fact]
    public async Task The_watchdog_is_heard()
    {
        using var observer = path.Client();
        var alive = await Poll.UntilAsync("the watchdog is alive", s_received, async () =>
            (await observer.GetAsync("/api/v1/watchdog")) is var answer && answer.GetProperty("alive").GetBoolean() ? answer.GetRawText() : null);
        alive.Should().Contain("lastSeen");
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("{\"version\":\"4\"")]
    [InlineData("[]")]
    [InlineData("{\"version\":\"4\",\"alerts\":\"none\"}")]
    public async Task Garbage_sent_to_the_webhook_is_refused_with_a_code(string body)
    {
        using var observer = path.Client();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await observer.PostToWebhookAsync(content);
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("\"code\"");
    }

    [Fact]
    public async Task A_notification_is_acknowledged_once_and_its_history_shows_by_whom()
    {
        using (var observer = path.Client())
        {
            await observer.SetTestAlertAsync("to-confirm");
            await observer.WaitForAsync("to-confirm", "firing", s_received);
        }

        using var http = StackHttp.Create();
        var inbox = new ObserverInbox(http, ShippedContainer.Address(path.Observer, "observer"));
        string fingerprint = (await HistoryAsync(inbox)).Single(IsOurs).Fingerprint;
        var confirmation = new AlertConfirmation(inbox);
        foreach (string by in new[] { "ada", "bob" })
            (await confirmation.RunAsync(fingerprint, by, "seen", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).OfType<ErrorItem>().Should().BeEmpty();

        var history = (await HistoryAsync(inbox)).Single(IsOurs);
        (history.AcknowledgedBy, history.AcknowledgeComment).Should().Be(("ada", "seen"));
        history.Chain.Should().MatchRegex("^notified .* > acknowledged by ada ");
        (await confirmation.RunAsync("0000000000000000", "ada", "", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken))
            .Should().ContainSingle().Which.Should().BeOfType<ErrorItem>().Which.Error.ErrorId.Should().Be("AlertNotReceived");

        static bool IsOurs(AlertHistory history) => history.Labels.GetValueOrDefault("drill_id") == "to-confirm";
    }

    [Fact]
    public async Task A_notification_outlives_a_SIGKILL_of_the_observer()
    {
        Notification kept;
        using (var observer = path.Client())
        {
            await observer.SetTestAlertAsync("before-the-kill");
            kept = await observer.WaitForAsync("before-the-kill", "firing", s_received);
        }

        await TempStack.KillAsync(path.Observer.Id);
        await path.Observer.StartAsync(TestContext.Current.CancellationToken);
        using var again = path.Client();
        (await again.DrillsAsync("firing")).Should().Contain(kept);
    }

    private static async Task<IReadOnlyList<AlertHistory>> HistoryAsync(IAlertInbox inbox) =>
        [.. (await new HistoryQuery(inbox, TimeProvider.System).RunAsync(new([], [], null), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken)).Cast<OutputItem>().Select(i => (AlertHistory)i.Value)];
}
