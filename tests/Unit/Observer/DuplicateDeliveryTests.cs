namespace Mem0Observability.Tests.Unit.Observer;

public sealed class DuplicateDeliveryTests
{
    [Fact]
    public async Task A_delivery_that_comes_again_within_seconds_is_acknowledged_and_stored_once()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Advance(TimeSpan.FromSeconds(19));

        var (_, receipt) = await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        receipt.GetProperty("duplicate").GetBoolean().Should().BeTrue();
        receipt.GetProperty("stored").GetInt32().Should().Be(0);
        observer.CountOnDisk().Should().Be(1);
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_duplicate_deliveries_total 1");
    }

    [Fact]
    public async Task The_same_content_after_a_repeat_interval_is_a_notification_of_its_own()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Advance(TimeSpan.FromSeconds(30));

        var (_, receipt) = await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        receipt.GetProperty("duplicate").GetBoolean().Should().BeFalse();
        observer.CountOnDisk().Should().Be(2);
    }

    [Fact]
    public async Task Sending_again_and_again_does_not_stretch_the_window()
    {
        await using var observer = await RunningObserver.StartAsync();
        for (var second = 0; second <= 40; second += 10)
        {
            await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
            observer.Time.Advance(TimeSpan.FromSeconds(10));
        }

        observer.CountOnDisk().Should().Be(3);
    }

    [Fact]
    public async Task A_retry_after_a_restart_is_still_recognised()
    {
        await using var first = await RunningObserver.StartAsync();
        await first.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        await using var second = await RunningObserver.StartAsync(first.Directory, first.Time);

        var (_, receipt) = await second.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        receipt.GetProperty("duplicate").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("start")]
    [InlineData("summary")]
    [InlineData("receiver")]
    [InlineData("grown group")]
    public async Task Any_difference_makes_another_notification(string difference)
    {
        await using var observer = await RunningObserver.StartAsync();
        var alert = new Webhook.Alert();
        await observer.NotifyAsync(Webhook.Body(alert));

        var (_, receipt) = await observer.NotifyAsync(difference switch
        {
            "status" => Webhook.Body(alert.Resolve()),
            "start" => Webhook.Body(alert with { StartsAt = "2026-01-02T03:03:53.678124Z" }),
            "summary" => Webhook.Body(alert with { Summary = "mem0 is still down" }),
            "receiver" => Webhook.Body("oncall", alert),
            _ => Webhook.Body(alert, alert with { Fingerprint = "cc" }),
        });

        receipt.GetProperty("duplicate").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task The_order_of_alerts_makes_no_difference()
    {
        await using var observer = await RunningObserver.StartAsync();
        var (one, two) = (new Webhook.Alert(Fingerprint: "aa"), new Webhook.Alert(Fingerprint: "bb"));
        await observer.NotifyAsync(Webhook.Body(one, two));

        var (_, receipt) = await observer.NotifyAsync(Webhook.Body(two, one));

        receipt.GetProperty("duplicate").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_make_everything_a_duplicate()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));
        observer.Time.Now -= TimeSpan.FromHours(1);

        var (_, receipt) = await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        receipt.GetProperty("duplicate").GetBoolean().Should().BeFalse();
    }
}
