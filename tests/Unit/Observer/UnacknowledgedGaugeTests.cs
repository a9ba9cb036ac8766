namespace Mem0Observability.Tests.Unit.Observer;

/// <summary>The metric that <c>Mem0PageUnacknowledged</c> watches.</summary>
public sealed class UnacknowledgedGaugeTests
{
    private const string Name = "mem0_observer_alert_unacknowledged_seconds";

    [Fact]
    public async Task A_page_grows_older_until_somebody_acknowledges_it()
    {
        await using var observer = await RunningObserver.StartAsync();
        (await SeriesAsync(observer)).Should().BeEmpty();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: "aa")));
        (await SeriesAsync(observer)).Should().Equal("{alertname=\"Mem0ServiceDown\",severity=\"page\",service=\"mem0\"} 12");
        observer.Time.Advance(TimeSpan.FromMinutes(15));
        (await SeriesAsync(observer)).Should().ContainSingle().Which.Should().EndWith(" 912");

        await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\"ada\"}");

        (await SeriesAsync(observer)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_page_that_ends_is_gone_and_one_that_fires_anew_counts_from_its_new_start()
    {
        await using var observer = await RunningObserver.StartAsync();
        var alert = new Webhook.Alert(Fingerprint: "aa");
        await observer.NotifyAsync(Webhook.Body(alert));
        await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\"ada\"}");
        observer.Time.Advance(TimeSpan.FromMinutes(1));
        await observer.NotifyAsync(Webhook.Body(alert with { StartsAt = "2026-01-02T03:04:55.678Z" }));
        (await SeriesAsync(observer)).Should().ContainSingle("the acknowledgement was of the first time").Which.Should().EndWith(" 10");

        await observer.NotifyAsync(Webhook.Body(alert.Resolve()));
        (await SeriesAsync(observer)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_several_with_the_same_labels_the_oldest_counts()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: "aa", StartsAt: "2026-01-02T03:04:00.678Z"), new Webhook.Alert(Fingerprint: "bb")));
        (await SeriesAsync(observer)).Should().ContainSingle().Which.Should().EndWith(" 12");
        await observer.PostAsync("/api/v1/alerts/bb/acknowledge", "{\"by\":\"ada\"}");
        (await SeriesAsync(observer)).Should().ContainSingle().Which.Should().EndWith(" 5");
    }

    [Theory]
    [InlineData("\"severity\":\"page\"", "\"severity\":\"ticket\"")]
    [InlineData("\"severity\":\"page\",\"service\"", "\"severity\":\"page\",\"drill\":\"true\",\"service\"")]
    [InlineData("Mem0ServiceDown", "Watchdog")]
    [InlineData("Mem0ServiceDown", "Mem0PageUnacknowledged")]
    public async Task What_nobody_must_acknowledge_is_left_out(string text, string instead)
    {
        await using var observer = await RunningObserver.StartAsync();
        var body = Webhook.Body(new Webhook.Alert());
        body.Should().Contain(text);
        await observer.NotifyAsync(body.Replace(text, instead, StringComparison.Ordinal));
        (await SeriesAsync(observer)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_page_that_is_not_heard_of_any_more_does_not_escalate_for_ever()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Advance(TimeSpan.FromHours(4.9));
        (await SeriesAsync(observer)).Should().ContainSingle();
        observer.Time.Advance(TimeSpan.FromHours(0.2));
        (await SeriesAsync(observer)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_sender_of_any_number_of_alerts_makes_only_so_many_series()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body([.. Enumerable.Range(0, 120).Select(i => new Webhook.Alert($"Name{i}", Fingerprint: $"f{i}"))]));
        (await SeriesAsync(observer)).Should().HaveCount(100);
    }

    private static async Task<IReadOnlyList<string>> SeriesAsync(RunningObserver observer) =>
        [.. (await observer.MetricsAsync()).Split('\n').Where(l => l.StartsWith(Name + "{", StringComparison.Ordinal)).Select(l => l[Name.Length..])];
}
