using System.Net;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class TestAlertTests
{
    private const string Page = "{\"severity\":\"page\",\"ttlSeconds\":30}";

    [Fact]
    public async Task A_raised_test_alert_is_a_series_until_it_lapses()
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, raised) = await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/drill-1", Page);

        status.Should().Be(HttpStatusCode.OK);
        raised.GetProperty("expiresAt").GetString().Should().Be("2026-01-02T03:04:35.678Z");
        observer.Time.Advance(TimeSpan.FromSeconds(29));
        (await observer.MetricsAsync()).Should().Contain("mem0_observer_test_alert{drill_id=\"drill-1\",severity=\"page\"} 1");
        observer.Time.Advance(TimeSpan.FromSeconds(1));
        (await observer.MetricsAsync()).Should().NotContain("drill-1");
    }

    [Fact]
    public async Task Removing_takes_the_series_away_at_once_and_may_be_repeated()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/drill-1", Page);

        for (var i = 0; i < 2; i++)
        {
            using var answer = await observer.Client.DeleteAsync("/api/v1/test-alerts/drill-1", TestContext.Current.CancellationToken);
            answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }

        (await observer.MetricsAsync()).Should().NotContain("drill-1");
    }

    [Fact]
    public async Task Raising_again_replaces_severity_and_time()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/drill-1", Page);
        observer.Time.Advance(TimeSpan.FromSeconds(20));
        await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/drill-1", "{\"severity\":\"info\",\"ttlSeconds\":30}");
        observer.Time.Advance(TimeSpan.FromSeconds(20));

        var metrics = await observer.MetricsAsync();

        metrics.Should().Contain("{drill_id=\"drill-1\",severity=\"info\"} 1");
        metrics.Should().NotContain("{drill_id=\"drill-1\",severity=\"page\"}");
    }

    [Fact]
    public async Task Sixteen_fit_and_a_lapsed_one_makes_room()
    {
        await using var observer = await RunningObserver.StartAsync();
        for (var i = 0; i < 16; i++)
            (await observer.SendAsync(HttpMethod.Put, $"/api/v1/test-alerts/d{i}", Page)).Status.Should().Be(HttpStatusCode.OK);

        var (status, problem) = await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/one-more", Page);

        status.Should().Be(HttpStatusCode.TooManyRequests);
        problem.GetProperty("code").GetString().Should().Be("too_many_test_alerts");
        (await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/d3", Page)).Status.Should().Be(HttpStatusCode.OK);
        observer.Time.Advance(TimeSpan.FromSeconds(30));
        (await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/one-more", Page)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Upper", Page)]
    [InlineData("a_b", Page)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Page)]
    [InlineData("a%0A", Page)]
    [InlineData("a", "{\"severity\":\"critical\",\"ttlSeconds\":30}")]
    [InlineData("a", "{\"severity\":\"page\",\"ttlSeconds\":0}")]
    [InlineData("a", "{\"severity\":\"page\",\"ttlSeconds\":601}")]
    [InlineData("a", "{\"severity\":\"page\",\"ttlSeconds\":1.5}")]
    [InlineData("a", "{\"severity\":\"page\"}")]
    [InlineData("a", "{\"severity\":\"page\",\"ttl\":30}")]
    public async Task A_wrong_test_alert_is_refused(string id, string body)
    {
        await using var observer = await RunningObserver.StartAsync();

        (await observer.SendAsync(HttpMethod.Put, "/api/v1/test-alerts/" + id, body)).Status.Should().Be(HttpStatusCode.BadRequest);

        (await observer.MetricsAsync()).Should().NotContain("mem0_observer_test_alert{");
    }
}
