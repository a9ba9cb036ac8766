using System.Net;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class DrillTests
{
    private const string Readonly = """{"name":"node_filesystem_readonly","labels":{"device":"/dev/x","job":"node"},"value":1}""";

    [Fact]
    public async Task A_series_of_a_drill_is_beside_our_own_with_the_drill_as_its_service_until_it_lapses()
    {
        await using var observer = await RunningObserver.StartAsync();

        var (status, view) = await SetAsync(observer, "drill-1", Readonly);

        status.Should().Be(HttpStatusCode.OK);
        view.GetProperty("expiresAt").GetString().Should().Be("2026-01-02T03:05:05.678Z");
        string metrics = await observer.MetricsAsync();
        metrics.Should().Contain("\nnode_filesystem_readonly{device=\"/dev/x\",job=\"node\",service=\"drill-1\"} 1\n").And.Contain("mem0_observer_build_info");
        observer.Time.Advance(TimeSpan.FromSeconds(60));
        (await observer.MetricsAsync()).Should().NotContain("drill-1");
    }

    [Fact]
    public async Task A_counter_grows_with_time_and_goes_on_from_where_it_is()
    {
        await using var observer = await RunningObserver.StartAsync();
        await SetAsync(observer, "drill-1", Counter(0));
        observer.Time.Advance(TimeSpan.FromSeconds(5));
        await SetAsync(observer, "drill-1", Counter(2));
        observer.Time.Advance(TimeSpan.FromSeconds(10));
        (await observer.MetricsAsync()).Should().Contain("c_total{service=\"drill-1\"} 20\n");

        await SetAsync(observer, "drill-1", Counter(100));

        (await observer.MetricsAsync()).Should().Contain("c_total{service=\"drill-1\"} 20\n");
        observer.Time.Advance(TimeSpan.FromSeconds(1));
        (await observer.MetricsAsync()).Should().Contain("c_total{service=\"drill-1\"} 120\n");
    }

    [Fact]
    public async Task Ending_takes_the_series_away_at_once_and_may_be_repeated()
    {
        await using var observer = await RunningObserver.StartAsync();
        await SetAsync(observer, "drill-1", Readonly);
        for (var i = 0; i < 2; i++)
        {
            using var answer = await observer.Client.DeleteAsync("/api/v1/drills/drill-1", TestContext.Current.CancellationToken);
            answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }

        (await observer.MetricsAsync()).Should().NotContain("drill-1");
    }

    [Fact]
    public async Task A_bounded_number_fits_and_a_lapsed_one_makes_room()
    {
        await using var observer = await RunningObserver.StartAsync();
        for (var i = 0; i < 32; i++)
            (await SetAsync(observer, $"drill-{i}", Readonly)).Status.Should().Be(HttpStatusCode.OK);

        var (status, problem) = await SetAsync(observer, "drill-more", Readonly);

        status.Should().Be(HttpStatusCode.TooManyRequests);
        problem.GetProperty("code").GetString().Should().Be("too_many_drills");
        observer.Time.Advance(TimeSpan.FromSeconds(60));
        (await SetAsync(observer, "drill-more", Readonly)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("mem0", Readonly)]
    [InlineData("drill-A", Readonly)]
    [InlineData("drill-1", "")]
    [InlineData("drill-1", """{"name":"a","value":1},{"name":"a","value":2}""")]
    [InlineData("drill-1", """{"name":"a b","value":1}""")]
    [InlineData("drill-1", """{"name":"a{} 1\nup","value":1}""")]
    [InlineData("drill-1", """{"name":"a"}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"perSecond":1}""")]
    [InlineData("drill-1", """{"name":"a","perSecond":-1}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"labels":{"service":"mem0"}}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"labels":{"__name__":"b"}}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"labels":{"x":"\"} 1"}}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"labels":{"x":"\n"}}""")]
    [InlineData("drill-1", """{"name":"a","value":1,"other":1}""")]
    public async Task What_could_be_taken_for_a_real_service_or_break_the_scrape_is_refused(string id, string series)
    {
        await using var observer = await RunningObserver.StartAsync();
        string before = await observer.MetricsAsync();

        (await SetAsync(observer, id, series)).Status.Should().Be(HttpStatusCode.BadRequest);

        (await observer.MetricsAsync()).Split('\n').Should().HaveCount(before.Split('\n').Length);
    }

    [Fact]
    public async Task Every_acknowledgement_is_listed_the_newest_first()
    {
        await using var observer = await RunningObserver.StartAsync();
        await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: "aa")));
        await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\"ada\",\"comment\":\"one\"}");
        await observer.PostAsync("/api/v1/alerts/aa/acknowledge", "{\"by\":\"bob\",\"comment\":\"two\"}");

        var list = (await observer.GetAsync("/api/v1/acknowledgements?limit=1")).Body.GetProperty("acknowledgements");

        list.GetArrayLength().Should().Be(1);
        list[0].GetRawText().Should().Be("{\"id\":2,\"fingerprint\":\"aa\",\"at\":\"2026-01-02T03:04:05.678Z\",\"by\":\"bob\",\"comment\":\"two\"}");
        var older = (await observer.GetAsync("/api/v1/acknowledgements?before=2")).Body.GetProperty("acknowledgements");
        older.EnumerateArray().Select(a => a.GetProperty("comment").GetString()).Should().Equal("one");
    }

    private static string Counter(int perSecond) => $$"""{"name":"c_total","perSecond":{{perSecond}}}""";

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> SetAsync(RunningObserver observer, string id, string series) =>
        observer.SendAsync(HttpMethod.Put, "/api/v1/drills/" + id, $$"""{"ttlSeconds":60,"series":[{{series}}]}""");
}
