using System.Text.Json;
using Mem0Observability.Notifications;
using Mem0Observability.Observer.Notify;

namespace Mem0Observability.Tests.Unit.Observer.Notify;

public sealed class NoticeJsonTests
{
    private static readonly DateTimeOffset s_since = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Notice s_begun = new(s_since, null, "title", ["one", "two"]);
    private static readonly Notice s_over = new(s_since, s_since.AddMinutes(5), "back", ["three"]);

    [Fact]
    public void PagerDuty_opens_an_incident_and_closes_the_same_one()
    {
        var trigger = Json("pagerduty", s_begun);
        (Text(trigger, "routing_key"), Text(trigger, "event_action")).Should().Be(("secret", "trigger"));
        trigger.GetProperty("payload").GetProperty("severity").GetString().Should().Be("critical");
        var resolve = Json("pagerduty", s_over);
        Text(resolve, "event_action").Should().Be("resolve");
        Text(resolve, "dedup_key").Should().Be(Text(trigger, "dedup_key"));
    }

    [Fact]
    public void Teams_gets_an_adaptive_card()
    {
        var attachment = Json("teams", s_begun).GetProperty("attachments")[0];
        Text(attachment, "contentType").Should().Be("application/vnd.microsoft.card.adaptive");
        attachment.GetProperty("content").GetProperty("body").EnumerateArray().Select(b => Text(b, "text")).Should().Equal("title", "one", "two");
    }

    [Fact]
    public void Slack_gets_the_title_and_a_colour()
    {
        var slack = Json("slack", s_over);
        Text(slack, "text").Should().Be("back");
        Text(slack.GetProperty("attachments")[0], "color").Should().Be("good");
    }

    [Fact]
    public async Task A_webhook_gets_what_Alertmanager_would_send_so_that_another_inbox_takes_it()
    {
        await using var observer = await RunningObserver.StartAsync();
        (await observer.NotifyAsync(NoticeJson.Of(Channel("webhook"), "secret", s_begun))).Body.GetProperty("stored").GetInt32().Should().Be(1);
        (await observer.NotifyAsync(NoticeJson.Of(Channel("webhook"), "secret", s_over))).Body.GetProperty("stored").GetInt32().Should().Be(1);
    }

    private static JsonElement Json(string type, Notice notice) => JsonSerializer.Deserialize<JsonElement>(NoticeJson.Of(Channel(type), "secret", notice));

    private static Channel Channel(string type) => new("ops", type);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
