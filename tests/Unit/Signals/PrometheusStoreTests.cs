using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class PrometheusStoreTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task A_vector_becomes_samples_with_name_and_labels_apart()
    {
        MetricAnswer answer = await Query("""
            {"status":"success","data":{"resultType":"vector","result":[
              {"metric":{"__name__":"up","job":"mem0"},"value":[1700000000.123,"1"]}]}}
            """);

        answer.Kind.Should().Be("vector");
        MetricSample sample = answer.Samples.Should().ContainSingle().Subject;
        sample.Metric.Should().Be("up");
        sample.Labels.Should().Equal(new Dictionary<string, string> { ["job"] = "mem0" });
        sample.Timestamp.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123));
        sample.Value.Should().Be(1);
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("1.5e-07", 1.5e-07)]
    public async Task Special_values_are_values(string text, double expected)
    {
        MetricAnswer answer = await Query($$$"""{"status":"success","data":{"resultType":"scalar","result":[1700000000,"{{{text}}}"]}}""");

        answer.Samples.Should().ContainSingle().Which.Value.Should().Be(expected);
    }

    [Fact]
    public async Task A_string_keeps_its_text()
    {
        MetricAnswer answer = await Query("""{"status":"success","data":{"resultType":"string","result":[1700000000,"hello"]}}""");

        answer.Samples[0].Labels["value"].Should().Be("hello");
        answer.Samples[0].Value.Should().Be(double.NaN);
    }

    [Fact]
    public async Task A_matrix_is_flattened_point_by_point()
    {
        FakeHttp http = FakeHttp.Json("""
            {"status":"success","data":{"resultType":"matrix","result":[
              {"metric":{"job":"a"},"values":[[1,"1"],[2,"2"]]},{"metric":{"job":"b"},"values":[[1,"3"]]}]}}
            """);

        MetricAnswer answer = await Store(http).QueryRangeAsync(
            "x", DateTimeOffset.FromUnixTimeSeconds(1), DateTimeOffset.FromUnixTimeSeconds(2), TimeSpan.FromSeconds(0.5), s_none);

        answer.Samples.Select(s => s.Labels["job"] + s.Value).Should().Equal("a1", "a2", "b3");
        http.Requests[0].Method.Should().Be(HttpMethod.Post);
        http.Requests[0].Body.Should().Contain("start=1.000").And.Contain("end=2.000").And.Contain("step=0.5").And.Contain("timeout=30s");
    }

    [Fact]
    public async Task A_native_histogram_gives_its_count_and_sum()
    {
        MetricAnswer answer = await Query("""
            {"status":"success","data":{"resultType":"vector","result":[
              {"metric":{"__name__":"d"},"histogram":[1,{"count":"4","sum":"2.5","buckets":[]}]}]}}
            """);

        answer.Samples.Select(s => (s.Metric, s.Value)).Should().Equal(("d_count", 4), ("d_sum", 2.5));
    }

    [Fact]
    public async Task Nothing_matched_is_an_empty_answer_and_keeps_the_warnings()
    {
        MetricAnswer answer = await Query("""
            {"status":"success","data":{"resultType":"vector","result":[]},"warnings":["w"],"infos":["i"]}
            """);

        answer.Samples.Should().BeEmpty();
        answer.Warnings.Should().Equal("w", "i");
    }

    [Theory]
    [InlineData("warnings")]
    [InlineData("infos")]
    public async Task What_is_about_how_the_query_is_written_is_kept_apart(string member)
    {
        MetricAnswer answer = await Query($$"""
            {"status":"success","data":{"resultType":"vector","result":[]},"{{member}}":["PromQL info: i"]}
            """);

        answer.Warnings.Should().BeEmpty();
        answer.Infos.Should().Equal("PromQL info: i");
    }

    [Fact]
    public async Task Wrong_PromQL_is_the_users_fault_with_Prometheus_words_and_position() =>
        await Raised.ByAsync(
            () => Query("""{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 2:7: parse error: unclosed left parenthesis"}""", HttpStatusCode.BadRequest),
            "PromQLInvalid",
            StackErrorCategory.InvalidArgument,
            "line 2, column 7",
            "unclosed left parenthesis",
            "my_query");

    [Theory]
    [InlineData("bad_data", HttpStatusCode.BadRequest, "MetricQueryFailed", StackErrorCategory.InvalidArgument)]
    [InlineData("execution", HttpStatusCode.UnprocessableEntity, "MetricQueryFailed", StackErrorCategory.InvalidResult)]
    [InlineData("timeout", HttpStatusCode.ServiceUnavailable, "MetricQueryTimeout", StackErrorCategory.OperationTimeout)]
    [InlineData("canceled", HttpStatusCode.ServiceUnavailable, "MetricQueryTimeout", StackErrorCategory.OperationTimeout)]
    public async Task Each_kind_of_refusal_has_its_id(string type, HttpStatusCode status, string id, StackErrorCategory category) =>
        await Raised.ByAsync(
            () => Query($$"""{"status":"error","errorType":"{{type}}","error":"said so"}""", status), id, category, "said so", "127.0.0.1:9090");

    [Fact]
    public async Task A_refused_connection_is_unreachable_and_says_what_to_do() =>
        await Raised.ByAsync(
            () => Store(FakeHttp.Throws(new HttpRequestException("outer", new IOException("Connection refused")))).AlertsAsync(s_none),
            "MetricStoreUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "http://127.0.0.1:9090/",
            "Connection refused",
            "Get-Mem0Monitoring prometheus");

    [Fact]
    public async Task A_store_that_still_starts_is_unreachable() =>
        await Raised.ByAsync(
            () => Query("Service Unavailable", HttpStatusCode.ServiceUnavailable),
            "MetricStoreUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "may still be starting");

    [Fact]
    public async Task A_hanging_store_is_a_timeout_and_a_users_stop_is_not()
    {
        // What an elapsed limit looks like from inside: cancelled, though the user's token is not.
        FakeHttp hangs = FakeHttp.Throws(new TaskCanceledException());
        await Raised.ByAsync(() => Store(hangs).TargetsAsync(s_none), "MetricQueryTimeout", StackErrorCategory.OperationTimeout, "did not answer");

        var stopped = new CancellationToken(canceled: true);
        Func<Task> act = () => Store(hangs).TargetsAsync(stopped);
        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("<html>Welcome to nginx</html>")]
    [InlineData("[]")]
    [InlineData("""{"status":"success"}""")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["x"]}]}}""")]
    [InlineData("""{"status":"success","data":{"resultType":"tensor","result":[]}}""")]
    public async Task An_answer_of_another_form_is_a_failed_query(string body) =>
        await Raised.ByAsync(() => Query(body), "MetricQueryFailed", StackErrorCategory.InvalidResult, "no usable answer");

    [Fact]
    public async Task Targets_keep_Gos_zero_time_as_never()
    {
        IReadOnlyList<ScrapeTarget> targets = await Store(FakeHttp.Json("""
            {"status":"success","data":{"activeTargets":[
              {"labels":{"job":"mem0","instance":"i","service":"mem0"},"scrapeUrl":"http://x/metrics","lastError":"refused",
               "lastScrape":"2026-01-02T03:04:05.123456789Z","lastScrapeDuration":0.25,"health":"down"},
              {"labels":{"job":"new","instance":"j"},"scrapeUrl":"u","lastError":"","lastScrape":"0001-01-01T00:00:00Z","lastScrapeDuration":0,"health":"unknown"}]}}
            """)).TargetsAsync(s_none);

        targets[0].Should().Be(new ScrapeTarget(
            "mem0", "i", "mem0", "down", "refused", DateTimeOffset.Parse("2026-01-02T03:04:05.1234567Z", null), TimeSpan.FromMilliseconds(250), "http://x/metrics"));
        targets[1].LastScrape.Should().BeNull();
        targets[1].Service.Should().BeEmpty();
    }

    [Fact]
    public async Task Rules_and_alerts_are_read()
    {
        RuleGroup group = (await Store(FakeHttp.Json("""
            {"status":"success","data":{"groups":[{"name":"g","file":"f","interval":15,"lastEvaluation":"2026-01-02T03:04:05Z","rules":[
              {"type":"alerting","name":"A","health":"err","lastError":"boom","state":"inactive"},{"type":"recording","name":"r","health":"ok"}]}]}}
            """)).RulesAsync(s_none))[0];
        group.Interval.Should().Be(TimeSpan.FromSeconds(15));
        group.Rules.Should().Equal(new RuleState("alerting", "A", "err", "boom", "inactive"), new RuleState("recording", "r", "ok", "", ""));

        ActiveAlert alert = (await Store(FakeHttp.Json("""
            {"status":"success","data":{"alerts":[{"labels":{"alertname":"A"},"annotations":{},"state":"pending","activeAt":"2026-01-02T03:04:05Z","value":"1e+00"}]}}
            """)).AlertsAsync(s_none))[0];
        (alert.Name, alert.State).Should().Be(("A", "pending"));
    }

    [Fact]
    public async Task Series_version_and_readiness_are_read()
    {
        var series = await Store(FakeHttp.Json("""{"status":"success","data":[{"__name__":"up","job":"a"}]}"""))
            .SeriesAsync(["up"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, s_none);
        series[0]["__name__"].Should().Be("up");

        (await Store(FakeHttp.Json("""{"status":"success","data":{"version":"3.15.0"}}""")).VersionAsync(s_none)).Should().Be("3.15.0");
        (await Store(FakeHttp.Json("ready")).IsReadyAsync(s_none)).Should().BeTrue();
        (await Store(FakeHttp.Json("no", HttpStatusCode.ServiceUnavailable)).IsReadyAsync(s_none)).Should().BeFalse();
        await Raised.ByAsync(
            () => Store(FakeHttp.Json("no", HttpStatusCode.NotFound)).IsReadyAsync(s_none), "MetricQueryFailed", StackErrorCategory.InvalidResult);
    }

    [Fact]
    public async Task Exemplars_come_in_order_with_the_trace_that_each_names()
    {
        FakeHttp http = FakeHttp.Json("""
            {"status":"success","data":[
              {"seriesLabels":{"__name__":"m_bucket","le":"1"},"exemplars":[{"labels":{"trace_id":"b"},"value":"0.5","timestamp":1700000002.5}]},
              {"seriesLabels":{"le":"2"},"exemplars":[{"labels":{},"value":"1.5","timestamp":1700000001}]}]}
            """);
        IReadOnlyList<MetricExemplar> exemplars = await Store(http).ExemplarsAsync("m", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), s_none);
        exemplars.Select(e => (e.TraceId, e.Value, e.Time.ToUnixTimeMilliseconds())).Should().Equal(("", 1.5, 1700000001000), ("b", 0.5, 1700000002500));
    }

    [Fact]
    public async Task A_path_prefix_survives()
    {
        FakeHttp http = FakeHttp.Json("""{"status":"success","data":{"alerts":[]}}""");
        await new PrometheusStore(http.Client(), new Uri("http://host/prom")).AlertsAsync(s_none);

        http.Requests[0].PathAndQuery.Should().Be("/prom/api/v1/alerts");
    }

    private static PrometheusStore Store(FakeHttp http) => new(http.Client(), FakeHttp.Address);

    private static Task<MetricAnswer> Query(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Store(FakeHttp.Json(body, status)).QueryAsync("my_query", null, s_none);
}
