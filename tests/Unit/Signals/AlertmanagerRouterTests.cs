using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class AlertmanagerRouterTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task Alerts_are_read_and_matchers_are_escaped()
    {
        FakeHttp http = FakeHttp.Json("""
            [{"fingerprint":"f","startsAt":"2026-01-02T03:04:05Z","updatedAt":"2026-01-02T03:04:06Z","labels":{"alertname":"A"},"annotations":{"summary":"s"},
              "receivers":[{"name":"inbox"}],"status":{"state":"suppressed","silencedBy":["s1"],"inhibitedBy":[],"mutedBy":["night"]}}]
            """);

        RoutedAlert alert = (await Router(http).AlertsAsync(["alertname=\"A\"", "x=\"&\""], s_none)).Should().ContainSingle().Subject;

        (alert.Name, alert.State, alert.Receivers[0]).Should().Be(("A", "suppressed", "inbox"));
        alert.MutedBy.Should().Equal("s1", "night");
        http.Requests[0].PathAndQuery.Should().Be("/api/v2/alerts?active=true&filter=alertname%3D%22A%22&filter=x%3D%22%26%22");
    }

    [Fact]
    public async Task Posted_alerts_have_Alertmanagers_names()
    {
        FakeHttp http = FakeHttp.Json("");
        var labels = new Dictionary<string, string> { ["alertname"] = "A" };
        await Router(http).PostAlertsAsync([new PostedAlert(labels, labels, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)], s_none);

        http.Requests[0].Body.Should().Be(
            """[{"labels":{"alertname":"A"},"annotations":{"alertname":"A"},"startsAt":"1970-01-01T00:00:00+00:00","endsAt":"1970-01-01T00:00:00+00:00"}]""");
    }

    [Fact]
    public async Task Status_and_receivers_are_read()
    {
        RouterStatus status = await Router(FakeHttp.Json("""
            {"cluster":{"status":"disabled"},"versionInfo":{"version":"0.28.1"},"uptime":"2026-01-02T03:04:05.5Z","config":{"original":""}}
            """)).StatusAsync(s_none);
        (status.Version, status.Cluster).Should().Be(("0.28.1", "disabled"));

        (await Router(FakeHttp.Json("""[{"name":"inbox"},{"name":"mail"}]""")).ReceiversAsync(s_none)).Should().Equal("inbox", "mail");
    }

    [Fact]
    public async Task Unreachable_and_rejected_are_two_errors()
    {
        await Raised.ByAsync(
            () => Router(FakeHttp.Throws(new HttpRequestException("Connection refused"))).AlertsAsync([], s_none),
            "AlertRouterUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "Connection refused",
            "Get-Mem0Monitoring alertmanager");
        await Raised.ByAsync(
            () => Router(FakeHttp.Throws(new TaskCanceledException())).StatusAsync(s_none),
            "AlertRouterUnreachable",
            StackErrorCategory.OperationTimeout);
        await Raised.ByAsync(
            () => Router(FakeHttp.Json("\"start time must be before end time\"", HttpStatusCode.BadRequest)).PostAlertsAsync([], s_none),
            "AlertRouterRejected",
            StackErrorCategory.InvalidResult,
            "400",
            "start time must be before end time");
        await Raised.ByAsync(
            () => Router(FakeHttp.Json("{}")).AlertsAsync([], s_none), "AlertRouterRejected", StackErrorCategory.InvalidResult);
    }

    private static AlertmanagerRouter Router(FakeHttp http) => new(http.Client(), FakeHttp.Address);
}
