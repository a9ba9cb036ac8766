using System.Net;
using System.Text.Json;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class AlertListTests
{
    private static readonly Webhook.Alert s_down = new(Fingerprint: "aa");

    [Fact]
    public async Task The_state_follows_the_notifications()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(s_down));
        observer.Time.Advance(TimeSpan.FromMinutes(6));
        await observer.NotifyAsync(Webhook.Body(s_down.Resolve()));

        var alert = await SingleAsync(observer, "");

        alert.GetProperty("status").GetString().Should().Be("resolved");
        alert.GetProperty("firstReceivedAt").GetString().Should().Be("2026-01-02T03:04:05.678Z");
        alert.GetProperty("lastReceivedAt").GetString().Should().Be("2026-01-02T03:10:05.678Z");
        alert.GetProperty("resolvedAt").GetString().Should().Be("2026-01-02T03:10:00.500Z");
        alert.GetProperty("notifications").GetInt64().Should().Be(2);
        alert.GetProperty("acknowledged").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_state_selects()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(s_down));
        await observer.NotifyAsync(Webhook.Body((s_down with { Fingerprint = "bb" }).Resolve()));
        await observer.PostAsync("/api/v1/alerts/bb/acknowledge", "{\"by\":\"ada\"}");

        (await SingleAsync(observer, "?state=firing")).GetProperty("fingerprint").GetString().Should().Be("aa");
        (await SingleAsync(observer, "?state=resolved")).GetProperty("fingerprint").GetString().Should().Be("bb");
        (await SingleAsync(observer, "?state=acknowledged")).GetProperty("fingerprint").GetString().Should().Be("bb");
        (await observer.GetAsync("/api/v1/alerts?state=silenced")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_acknowledgement_says_who_when_and_why()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(s_down));
        observer.Time.Advance(TimeSpan.FromSeconds(4));

        var (status, alert) = await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\" ada \",\"comment\":\"on it\"}");

        status.Should().Be(HttpStatusCode.OK);
        alert.GetProperty("acknowledged").GetRawText().Should().Be(
            "{\"at\":\"2026-01-02T03:04:09.678Z\",\"by\":\"ada\",\"comment\":\"on it\"}");
        observer.CountOnDisk("acknowledgements").Should().Be(1);
    }

    [Theory]
    [InlineData("repeats", true)]
    [InlineData("is resolved", true)]
    [InlineData("was resolved and fires again", false)]
    [InlineData("fires again with a new start", false)]
    public async Task An_acknowledgement_counts_until_the_alert_begins_to_fire_anew(string then, bool counts)
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(s_down));
        await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\"ada\"}");
        observer.Time.Advance(TimeSpan.FromMinutes(1));

        if (then is "is resolved" or "was resolved and fires again")
            await observer.NotifyAsync(Webhook.Body(s_down.Resolve()));
        if (then is "repeats" or "was resolved and fires again")
            await observer.NotifyAsync(Webhook.Body(s_down));
        if (then is "fires again with a new start")
            await observer.NotifyAsync(Webhook.Body(s_down with { StartsAt = "2026-01-02T03:05:00Z" }));

        (await SingleAsync(observer, "")).GetProperty("acknowledged").ValueKind.Should().Be(counts ? JsonValueKind.Object : JsonValueKind.Null);
        observer.CountOnDisk("acknowledgements").Should().Be(1, "the history keeps it");
    }

    [Theory]
    [InlineData("zz", "{\"by\":\"ada\"}", HttpStatusCode.NotFound, "alert_not_found")]
    [InlineData("aa", "{\"by\":\"  \"}", HttpStatusCode.BadRequest, "invalid_acknowledgement")]
    [InlineData("aa", "{\"comment\":\"x\"}", HttpStatusCode.BadRequest, "invalid_acknowledgement")]
    [InlineData("aa", "{\"by\":\"ada\",\"coment\":\"x\"}", HttpStatusCode.BadRequest, "malformed_json")]
    public async Task A_wrong_acknowledgement_is_refused(string fingerprint, string body, HttpStatusCode expected, string code)
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(s_down));

        var (status, problem) = await observer.PostAsync($"/api/v1/alerts/{fingerprint}/acknowledge", body);

        status.Should().Be(expected);
        problem.GetProperty("code").GetString().Should().Be(code);
    }

    private static async Task<JsonElement> SingleAsync(RunningObserver observer, string query) =>
        (await observer.GetAsync("/api/v1/alerts" + query)).Body.GetProperty("alerts").EnumerateArray().Single();
}
