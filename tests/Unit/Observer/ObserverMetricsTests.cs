namespace Mem0Observability.Tests.Unit.Observer;

public sealed class ObserverMetricsTests
{
    [Fact]
    public async Task Notifications_alerts_and_size_are_counted()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(), new Webhook.Alert(Fingerprint: "bb")));
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert().Resolve()));

        var metrics = await observer.MetricsAsync();

        metrics.Should().Contain("mem0_observer_notifications_total{receiver=\"inbox\",status=\"firing\"} 2");
        metrics.Should().Contain("mem0_observer_notifications_total{receiver=\"inbox\",status=\"resolved\"} 1");
        metrics.Should().Contain("mem0_observer_inbox_alerts{status=\"firing\"} 1");
        metrics.Should().Contain("mem0_observer_inbox_alerts{status=\"resolved\"} 1");
        metrics.Should().MatchRegex("mem0_observer_inbox_bytes [1-9]");
        metrics.Should().Contain("mem0_observer_build_info{version=\"0.1.0\"} 1");
        metrics.Should().Contain("mem0_observer_webhook_errors_total{reason=\"disk_full\"} 0");
    }

    [Fact]
    public async Task The_delay_is_measured_once_for_each_time_of_firing()
    {
        await using var observer = await RunningObserver.StartAsync();
        var alert = new Webhook.Alert();
        await observer.NotifyAsync(Webhook.Body(alert));
        observer.Time.Advance(TimeSpan.FromMinutes(5));
        await observer.NotifyAsync(Webhook.Body(alert));
        await observer.NotifyAsync(Webhook.Body(alert.Resolve()));

        var metrics = await observer.MetricsAsync();

        metrics.Should().Contain("mem0_observer_notification_delay_seconds_count 1");
        metrics.Should().Contain("mem0_observer_notification_delay_seconds_bucket{le=\"10\"} 0");
        metrics.Should().Contain("mem0_observer_notification_delay_seconds_bucket{le=\"15\"} 1");
    }

    [Fact]
    public async Task Receivers_cannot_multiply_the_series_without_end()
    {
        await using var observer = await RunningObserver.StartAsync();
        for (var i = 0; i < 40; i++)
            await observer.NotifyAsync(Webhook.Body($"r{i}", new Webhook.Alert()));

        var metrics = await observer.MetricsAsync();

        metrics.Should().Contain("receiver=\"r31\"").And.NotContain("receiver=\"r32\"");
        metrics.Should().Contain("mem0_observer_notifications_total{receiver=\"other\",status=\"firing\"} 8");
    }

    [Fact]
    public async Task Only_our_own_metrics_and_three_of_the_process_are_exposed()
    {
        await using var observer = await RunningObserver.StartAsync();

        var names = (await observer.MetricsAsync()).Split('\n')
            .Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2])
            // The Collector's names for what is counted from spans: dashboards are the same in both profiles.
            .Where(name => !name.StartsWith("mem0_observer_", StringComparison.Ordinal) && !name.StartsWith("traces_s", StringComparison.Ordinal));

        names.Should().BeEquivalentTo("process_resident_memory_bytes", "process_cpu_seconds_total", "process_start_time_seconds");
    }
}
