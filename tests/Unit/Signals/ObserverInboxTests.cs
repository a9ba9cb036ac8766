using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class ObserverInboxTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task Notifications_are_filtered_and_read()
    {
        FakeHttp http = FakeHttp.Json("""
            {"notifications":[{"id":7,"receivedAt":"2026-01-02T03:04:05.678Z","receiver":"inbox","status":"firing","fingerprint":"f",
              "startsAt":"2026-01-02T03:04:00Z","endsAt":null,"labels":{"alertname":"A"},"annotations":{},"generatorUrl":"","groupKey":""}]}
            """);

        InboxNotification one = (await Inbox(http).NotificationsAsync(
            new InboxFilter(After: 6, AlertName: "A&B", Status: "firing", Receiver: "inbox", Limit: 5, NewestFirst: true, Before: 9, Fingerprint: "f"), s_none))[0];

        (one.Id, one.Status, one.ReceivedAt.Millisecond, one.EndsAt).Should().Be((7, "firing", 678, null));
        http.Requests[0].PathAndQuery.Should().Be("/api/v1/notifications?limit=5&after=6&before=9&fingerprint=f&alertname=A%26B&status=firing&receiver=inbox&order=desc");
    }

    [Fact]
    public async Task Alerts_are_read_with_their_acknowledgement()
    {
        IReadOnlyList<InboxAlert> alerts = await Inbox(FakeHttp.Json("""
            {"alerts":[{"fingerprint":"a","status":"firing","startsAt":"2026-01-02T03:04:00Z","firstReceivedAt":"2026-01-02T03:04:05Z","lastReceivedAt":"2026-01-02T03:05:05Z","resolvedAt":null,
              "notifications":2,"labels":{"alertname":"A"},"annotations":{},"acknowledged":{"at":"2026-01-02T03:04:15Z","by":"me","comment":"on it"}},
             {"fingerprint":"b","status":"resolved","labels":{},"annotations":{},"acknowledged":null}]}
            """)).AlertsAsync("firing", s_none);

        alerts[0].Acknowledged.Should().Be(new Acknowledgement(DateTimeOffset.Parse("2026-01-02T03:04:15Z", null), "me", "on it"));
        alerts[0].StartsAt.Should().Be(DateTimeOffset.Parse("2026-01-02T03:04:00Z", null));
        alerts[1].Acknowledged.Should().BeNull();
    }

    [Fact]
    public async Task The_watchdog_may_never_have_been_seen()
    {
        (await Inbox(FakeHttp.Json("""{"lastSeen":null,"ageSeconds":null,"alive":false}""")).WatchdogAsync(s_none))
            .Should().Be(new WatchdogSight(null, null, false));
        (await Inbox(FakeHttp.Json("""{"lastSeen":"2026-01-02T03:04:05Z","ageSeconds":1.5,"alive":true}""")).WatchdogAsync(s_none))
            .Age.Should().Be(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_test_alert_is_put_and_deleted_and_one_that_lapsed_is_no_error()
    {
        FakeHttp http = FakeHttp.Json("", HttpStatusCode.NoContent);
        await Inbox(http).SetTestAlertAsync("d-1", "page", TimeSpan.FromSeconds(90), s_none);
        await Inbox(http).ClearTestAlertAsync("d-1", s_none);
        await Inbox(FakeHttp.Json("""{"code":"NotFound"}""", HttpStatusCode.NotFound)).ClearTestAlertAsync("d-1", s_none);

        http.Requests.Should().Equal(
            (HttpMethod.Put, "/api/v1/test-alerts/d-1", """{"severity":"page","ttlSeconds":90}"""),
            (HttpMethod.Delete, "/api/v1/test-alerts/d-1", ""));
    }

    [Fact]
    public async Task An_acknowledgement_gives_the_alert()
    {
        FakeHttp http = FakeHttp.Json("""{"fingerprint":"a","status":"firing","labels":{},"annotations":{},"acknowledged":{"at":"2026-01-02T03:04:15Z","by":"me","comment":""}}""");

        (await Inbox(http).AcknowledgeAsync("a", "me", "", s_none)).Acknowledged!.By.Should().Be("me");
        http.Requests[0].PathAndQuery.Should().Be("/api/v1/alerts/a/acknowledge");
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, StackErrorCategory.ObjectNotFound)]
    [InlineData(HttpStatusCode.TooManyRequests, StackErrorCategory.ResourceBusy)]
    [InlineData(HttpStatusCode.BadRequest, StackErrorCategory.InvalidArgument)]
    [InlineData(HttpStatusCode.InternalServerError, StackErrorCategory.InvalidResult)]
    public async Task A_problem_document_becomes_a_rejection(HttpStatusCode status, StackErrorCategory category) =>
        await Raised.ByAsync(
            () => Inbox(FakeHttp.Json("""{"code":"TooManyTestAlerts","detail":"16 are running."}""", status)).SetTestAlertAsync("x", "info", TimeSpan.FromSeconds(1), s_none),
            "AlertInboxRejected",
            category,
            "TooManyTestAlerts",
            "16 are running");

    [Fact]
    public async Task Something_else_at_the_address_is_rejected_and_nothing_at_it_is_unreachable()
    {
        await Raised.ByAsync(
            () => Inbox(FakeHttp.Json("<html>")).AlertsAsync(null, s_none), "AlertInboxRejected", StackErrorCategory.InvalidResult, "<html>");
        await Raised.ByAsync(
            () => Inbox(FakeHttp.Throws(new HttpRequestException("refused"))).AlertsAsync(null, s_none),
            "AlertInboxUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "Get-Mem0Monitoring observer");
        await Raised.ByAsync(
            () => Inbox(FakeHttp.Throws(new TaskCanceledException())).WatchdogAsync(s_none), "AlertInboxUnreachable", StackErrorCategory.OperationTimeout);
    }

    private static ObserverInbox Inbox(FakeHttp http) => new(http.Client(), FakeHttp.Address);
}
