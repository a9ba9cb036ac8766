namespace Mem0Observability.Tests.Unit.Observer;

public sealed class WatchdogTests
{
    private static readonly string s_beat = Webhook.Body(new Webhook.Alert("Watchdog"));

    [Fact]
    public async Task Before_the_first_beat_it_is_not_alive()
    {
        await using var observer = await RunningObserver.StartAsync();

        (await observer.GetAsync("/api/v1/watchdog")).Body.GetRawText().Should().StartWith("{\"lastSeen\":null,\"ageSeconds\":null,\"alive\":false,");
        var metrics = await observer.MetricsAsync();
        metrics.Should().Contain("mem0_observer_watchdog_alive 0");
        metrics.Should().NotContain("\nmem0_observer_watchdog_last_seen_timestamp_seconds ");
    }

    [Fact]
    public async Task It_is_alive_up_to_the_timeout_and_not_after()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(s_beat);

        observer.Time.Advance(TimeSpan.FromSeconds(75));
        (await observer.GetAsync("/api/v1/watchdog")).Body.GetRawText().Should().StartWith(
            "{\"lastSeen\":\"2026-01-02T03:04:05.678Z\",\"ageSeconds\":75,\"alive\":true,");
        observer.Time.Advance(TimeSpan.FromSeconds(1));
        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("alive").GetBoolean().Should().BeFalse();

        var metrics = await observer.MetricsAsync();
        metrics.Should().Contain("mem0_observer_watchdog_alive 0");
        metrics.Should().Contain("\nmem0_observer_watchdog_last_seen_timestamp_seconds 1767323045.678");
    }

    [Fact]
    public async Task Every_delivery_beats_even_one_that_is_stored_already()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(s_beat);
        observer.Time.Advance(TimeSpan.FromSeconds(15));
        await observer.NotifyAsync(s_beat);

        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("ageSeconds").GetDouble().Should().Be(0);
    }

    [Fact]
    public async Task A_resolved_Watchdog_is_no_beat_and_neither_is_another_alert()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert("Watchdog").Resolve()));
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert()));

        (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("alive").GetBoolean().Should().BeFalse();
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(180, false)]
    public async Task A_restart_remembers_the_last_beat(int secondsLater, bool alive)
    {
        await using var first = await RunningObserver.StartAsync();
        await first.NotifyAsync(s_beat);
        first.Time.Advance(TimeSpan.FromSeconds(secondsLater));

        await using var second = await RunningObserver.StartAsync(first.Directory, first.Time);

        var (_, watchdog) = await second.GetAsync("/api/v1/watchdog");
        watchdog.GetProperty("ageSeconds").GetDouble().Should().Be(secondsLater);
        watchdog.GetProperty("alive").GetBoolean().Should().Be(alive);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_changes_nothing(int hours)
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(s_beat);
        observer.Time.Now += TimeSpan.FromHours(hours);

        var (_, watchdog) = await observer.GetAsync("/api/v1/watchdog");

        watchdog.GetProperty("alive").GetBoolean().Should().BeTrue();
        watchdog.GetProperty("ageSeconds").GetDouble().Should().Be(0);
    }

    [Fact]
    public async Task One_that_Alertmanager_calls_resolved_is_given_up_20_seconds_later_unless_it_comes_again()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(s_beat);
        var resolved = Webhook.Body(new Webhook.Alert("Watchdog").Resolve());
        await observer.NotifyAsync(resolved);
        observer.Time.Advance(TimeSpan.FromSeconds(20));
        (await AliveAsync()).Should().BeTrue();
        await observer.NotifyAsync(resolved);
        observer.Time.Advance(TimeSpan.FromSeconds(1));
        (await AliveAsync()).Should().BeFalse("the second time says nothing new");
        await observer.NotifyAsync(s_beat);
        (await AliveAsync()).Should().BeTrue();

        async Task<bool> AliveAsync() => (await observer.GetAsync("/api/v1/watchdog")).Body.GetProperty("alive").GetBoolean();
    }
}
