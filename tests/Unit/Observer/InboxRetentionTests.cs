using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class InboxRetentionTests
{
    [Fact]
    public async Task What_is_older_than_the_retention_goes_and_the_file_shrinks()
    {
        await using var observer = await RunningObserver.StartAsync();
        for (var i = 0; i < 40; i++)
            await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: $"old{i}", Summary: new string('x', 20_000))));
        await observer.PostAsync("/api/v1/alerts/old1/acknowledge", "{\"by\":\"ada\"}");
        observer.Time.Advance(TimeSpan.FromDays(89));
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: "young")));
        observer.OnWriter("PRAGMA wal_checkpoint(TRUNCATE)");
        var before = new FileInfo(observer.InboxPath).Length;
        observer.Time.Advance(TimeSpan.FromDays(2));

        await observer.Service<InboxRetention>().ApplyAsync(TestContext.Current.CancellationToken);

        observer.CountOnDisk().Should().Be(1);
        observer.CountOnDisk("alerts").Should().Be(1);
        observer.CountOnDisk("acknowledgements").Should().Be(0);
        observer.OnWriter("PRAGMA wal_checkpoint(TRUNCATE)");
        new FileInfo(observer.InboxPath).Length.Should().BeLessThan(before / 3);
    }

    [Fact]
    public async Task Heartbeats_go_after_a_day_and_their_alert_stays()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("Watchdog", Fingerprint: "dd")));
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Advance(TimeSpan.FromDays(1.1));

        await observer.Service<InboxRetention>().ApplyAsync(TestContext.Current.CancellationToken);

        observer.CountOnDisk().Should().Be(1);
        observer.CountOnDisk("alerts").Should().Be(2);
    }

    [Fact]
    public async Task Ids_are_not_used_again_after_everything_went()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Advance(TimeSpan.FromDays(91));
        await observer.Service<InboxRetention>().ApplyAsync(TestContext.Current.CancellationToken);

        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        var (_, list) = await observer.GetAsync("/api/v1/notifications?after=1");
        list.GetProperty("notifications").GetArrayLength().Should().Be(1);
    }
}
