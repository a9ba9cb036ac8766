using Mem0Observability.Observer.Canary;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using SkippingTime = Mem0Observability.Tests.Unit.Signals.ManualTime;

namespace Mem0Observability.Tests.Unit.Observer.Canary;

public sealed class CanaryFlightTests
{
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly SkippingTime _time = new() { Horizon = TimeSpan.FromMinutes(30) };
    private readonly CanaryMetrics _metrics;
    private readonly CanaryFlight _flight;

    public CanaryFlightTests()
    {
        _metrics = new CanaryMetrics(Prometheus.Metrics.WithCustomRegistry(_registry), _time);
        _flight = new CanaryFlight(_metrics, _time, NullLogger<CanaryFlight>.Instance);
        _metrics.Begin("fake");
    }

    [Fact]
    public async Task One_that_is_found_is_a_latency_and_a_success()
    {
        var canary = new FakeCanary(_time) { FoundAfter = TimeSpan.FromSeconds(3) };

        await _flight.FlyAsync(canary, CancellationToken.None);

        string page = await PageAsync();
        page.Should().Contain("mem0_observer_canary_latency_seconds_sum{signal=\"fake\"} 3\n")
            .And.Contain("mem0_observer_canary_latency_seconds_bucket{signal=\"fake\",le=\"3\"} 1\n")
            .And.Contain($"mem0_observer_canary_last_success_timestamp_seconds{{signal=\"fake\"}} {_time.GetUtcNow().ToUnixTimeSeconds()}\n")
            .And.Contain("mem0_observer_canary_failures_total{signal=\"fake\",reason=\"not_found\"} 0\n");
        canary.Ended.Should().Equal(canary.Sent);
    }

    [Fact]
    public async Task Each_has_an_id_of_its_own_that_is_one_word()
    {
        var canary = new FakeCanary(_time);
        await _flight.FlyAsync(canary, CancellationToken.None);
        await _flight.FlyAsync(canary, CancellationToken.None);

        canary.Sent.Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public async Task One_that_is_not_found_in_time_is_a_failure_and_is_taken_away()
    {
        var canary = new FakeCanary(_time) { FoundAfter = TimeSpan.FromMinutes(5) };
        DateTimeOffset start = _time.GetUtcNow();

        await _flight.FlyAsync(canary, CancellationToken.None);

        (_time.GetUtcNow() - start).Should().Be(canary.Limit);
        await FailedAsync("not_found");
        canary.Ended.Should().HaveCount(1);
    }

    [Fact]
    public async Task One_that_cannot_be_sent_is_a_failure_at_once()
    {
        DateTimeOffset start = _time.GetUtcNow();

        await _flight.FlyAsync(new FakeCanary(_time) { SendFault = new CanaryException("refused") }, CancellationToken.None);

        _time.GetUtcNow().Should().Be(start);
        await FailedAsync("not_sent");
    }

    [Fact]
    public async Task A_search_that_fails_to_the_end_is_another_failure_than_one_that_recovers()
    {
        await _flight.FlyAsync(new FakeCanary(_time) { SearchFault = _ => new CanaryException("unreachable") }, CancellationToken.None);
        await FailedAsync("search_failed");

        var recovering = new FakeCanary(_time) { SearchFault = looks => looks < 4 ? new CanaryException("unreachable") : null };
        await _flight.FlyAsync(recovering, CancellationToken.None);
        await FailedAsync("search_failed");
        (await PageAsync()).Should().Contain("mem0_observer_canary_latency_seconds_count{signal=\"fake\"} 1\n");
    }

    [Fact]
    public async Task A_stop_is_no_failure_and_still_takes_the_canary_away()
    {
        using var stop = new CancellationTokenSource();
        var canary = new FakeCanary(_time) { FoundAfter = TimeSpan.MaxValue, OnLook = stop.Cancel };

        Func<Task> act = () => _flight.FlyAsync(canary, stop.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        canary.Ended.Should().HaveCount(1);
        (await PageAsync()).Should().NotContain("} 1\n");
    }

    [Fact]
    public async Task The_loop_keeps_each_canarys_own_interval()
    {
        using var stop = new CancellationTokenSource();
        DateTimeOffset start = _time.GetUtcNow();
        var times = new List<TimeSpan>();
        var canary = new FakeCanary(_time) { LeastInterval = TimeSpan.FromMinutes(10) };
        canary.OnSend = () =>
        {
            times.Add(_time.GetUtcNow() - start);
            if (times.Count == 3)
                stop.Cancel();
        };
        using var loop = new CanaryLoop([canary], new CanarySettings(), _flight, _metrics, _time);

        await loop.StartAsync(stop.Token);
        await loop.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        times.Should().Equal(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(21));
    }

    [Fact]
    public async Task An_interval_of_zero_sends_none()
    {
        var canary = new FakeCanary(_time);
        using var loop = new CanaryLoop([canary], new CanarySettings { Interval = TimeSpan.Zero }, _flight, _metrics, _time);

        await loop.StartAsync(CancellationToken.None);
        await loop.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);

        canary.Sent.Should().BeEmpty();
    }

    private async Task FailedAsync(string reason) =>
        (await PageAsync()).Should().Contain($"mem0_observer_canary_failures_total{{signal=\"fake\",reason=\"{reason}\"}} 1\n");

    private async Task<string> PageAsync()
    {
        using var page = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(page, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(page.ToArray());
    }
}
