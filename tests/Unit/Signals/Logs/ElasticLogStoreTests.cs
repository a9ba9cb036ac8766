using System.Net;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals.Logs;

/// <summary>Answers in the documented shapes of Elasticsearch 7 to 9 and OpenSearch.</summary>
public sealed class ElasticLogStoreTests
{
    private const long Time = 1767323045678000000;

    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly LogSearch s_search = new()
    {
        Start = new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task An_ECS_document_of_Filebeat_becomes_an_entry()
    {
        LogEntry entry = await One("""
            {"_index":".ds-logs-mem0-default-2026.01.02-000001","_id":"AZx1","_score":null,"sort":[1767323045678000000],"_source":{
              "@timestamp":"2026-01-02T03:04:05.678Z","message":"add failed","log":{"level":"WARNING","offset":12,"file":{"path":"/x"}},"service":{"name":"mem0","version":"1.2"},
              "trace":{"id":"0AF7651916CD43DD8448EB211C80319C"},"span":{"id":"b7ad6b7169203331"},"http":{"request":{"id":"r-1"},"response":{"status_code":502}},
              "agent":{"type":"filebeat"},"ecs":{"version":"8.0.0"},"host":{"name":"h"},"stream":"stderr","tags":["a"]}}
            """);

        (entry.Service, entry.Level, entry.Message, entry.TraceId, entry.SpanId, entry.RequestId, entry.Id).Should().Be(
            ("mem0", "Warning", "add failed", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "r-1", "AZx1"));
        entry.UnixNanoseconds.Should().Be(Time);
        entry.Timestamp.Should().Be(DateTimeOffset.Parse("2026-01-02T03:04:05.678Z", null));
        entry.Attributes.Keys.Should().BeEquivalentTo("log.file.path", "service.version", "http.response.status_code", "stream", "tags");
        entry.Attributes["http.response.status_code"].Should().Be(502L);
    }

    [Fact]
    public async Task A_document_with_dotted_names_and_compose_s_label_becomes_the_same()
    {
        LogEntry entry = await One("""
            {"_index":"logs-1","_type":"_doc","_id":"1","_score":null,"sort":[1767323045678000000],"_source":{
              "log.level":"error","message":"x","container":{"labels":{"com_docker_compose_service":"mem0"}},"labels":{"request_id":"r-2"},"trace.id":""}}
            """);

        (entry.Service, entry.Level, entry.TraceId, entry.RequestId).Should().Be(("mem0", "Error", null, "r-2"));
    }

    [Fact]
    public async Task A_document_of_the_Collector_in_otel_mode_becomes_an_entry()
    {
        LogEntry entry = await One("""
            {"_index":".ds-logs-generic.otel-default-1","_id":"2","_score":null,"sort":[1767323045678901234],"_source":{
              "@timestamp":"1767323045678.901234","observed_timestamp":"1767323046000.0","body":{"text":"added"},"severity_text":"","severity_number":9,
              "trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"0000000000000000","attributes":{"request.id":"r-3","user.count":2,"event.name":"add"},
              "resource":{"attributes":{"service.name":"openmemory","service.version":"2","host.name":"h"}},"scope":{"name":"s"},"data_stream":{"type":"logs"}}}
            """);

        (entry.Service, entry.Level, entry.Message, entry.SpanId, entry.RequestId).Should().Be(("openmemory", "Information", "added", null, "r-3"));
        entry.UnixNanoseconds.Should().Be(1767323045678901234);
        entry.Attributes.Keys.Should().BeEquivalentTo("user.count", "event.name", "service.version");
    }

    [Theory]
    // 7 with the parameter rest_total_hits_as_int, 7 to 9 and OpenSearch, and without a total.
    [InlineData("\"total\":1,\"max_score\":null,")]
    [InlineData("\"total\":{\"value\":1,\"relation\":\"eq\"},\"max_score\":null,")]
    [InlineData("")]
    public async Task The_total_may_have_any_form(string total)
    {
        LogPage page = await Store(FakeHttp.Json(Answer(Hit("1", Time), total))).SearchAsync(s_search, s_none);

        page.Entries.Should().ContainSingle();
        page.Cursor.Should().BeNull();
    }

    [Fact]
    public async Task A_search_names_times_filters_and_every_field_that_may_hold_them()
    {
        FakeHttp http = FakeHttp.Json(Answer(""));
        await Store(http).SearchAsync(
            s_search with
            {
                Services = ["mem0"],
                Levels = ["Error"],
                TraceId = "t",
                RequestId = "r",
                Query = LogQueryParser.Parse("\"timed out\" (pool OR http.route:/Search) -retry"),
            },
            s_none);

        http.Requests[0].PathAndQuery.Should().Be(
            "/logs-%2A/_search?ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false");
        JsonElement body = JsonElement.Parse(http.Requests[0].Body);
        body.GetProperty("size").GetInt32().Should().Be(100);
        body.GetProperty("sort").GetRawText().Should().Be("""[{"@timestamp":{"order":"desc","numeric_type":"date_nanos","unmapped_type":"date"}}]""");
        body.TryGetProperty("search_after", out _).Should().BeFalse();
        JsonElement[] filter = [.. body.GetProperty("query").GetProperty("bool").GetProperty("filter").EnumerateArray()];
        filter.Should().HaveCount(6);
        filter[0].GetRawText().Should().Be(
            """{"range":{"@timestamp":{"gte":"2026-01-02T03:00:00.0000000Z","lt":"2026-01-02T04:00:00.0000000Z","format":"strict_date_optional_time"}}}""");
        filter[1].GetRawText().Should().Contain("\"query\":\"mem0\"").And.Contain("resource.attributes.service.name");
        filter[2].GetRawText().Should().Contain("\"log.level\":[\"error\",\"ERROR\",\"Error\"").And.Contain("\"severity_number\":{\"gte\":17,\"lte\":20}");
        filter[3].GetRawText().Should().Contain("\"trace.id\",\"trace_id\"");
        filter[4].GetRawText().Should().Contain("\"http.request.id\"").And.Contain("\"labels.request_id\"");
        string query = filter[5].GetRawText();
        query.Should().StartWith("{\"bool\":{\"filter\":[{\"bool\":{\"filter\":[{\"multi_match\":{\"query\":\"timed out\",\"type\":\"phrase\",\"lenient\":true,\"fields\":[\"message\",\"body.text\",\"body\"]}}");
        query.Should().Contain("\"minimum_should_match\":1").And.Contain("\"must_not\":[{\"multi_match\":{\"query\":\"retry\"");
        query.Should().Contain("\"query\":\"/search\"").And.Contain("\"attributes.http.route\"").And.Contain("\"labels.http_route\"");
    }

    [Fact]
    public async Task The_next_page_begins_at_the_last_time_without_what_was_given()
    {
        FakeHttp first = FakeHttp.Json(Answer($"{Hit("a", Time + 1)},{Hit("b", Time)},{Hit("c", Time)}"));
        LogPage page = await Store(first).SearchAsync(s_search with { Limit = 3 }, s_none);

        FakeHttp second = FakeHttp.Json(Answer($"{Hit("d", Time)},{Hit("e", Time)},{Hit("f", Time)}"));
        page = await Store(second).SearchAsync(s_search with { Limit = 3, Cursor = page.Cursor }, s_none);
        Asked(second).Should().Be(((Time + 1).ToString(null, null), "[\"b\",\"c\"]"));

        FakeHttp third = FakeHttp.Json(Answer(""));
        page = await Store(third).SearchAsync(s_search with { Limit = 3, Cursor = page.Cursor }, s_none);
        Asked(third).Should().Be(((Time + 1).ToString(null, null), "[\"b\",\"c\",\"d\",\"e\",\"f\"]"));
        page.Cursor.Should().BeNull();

        static (string, string) Asked(FakeHttp http)
        {
            JsonElement body = JsonElement.Parse(http.Requests[0].Body);
            string ids = body.GetProperty("query").GetProperty("bool").GetProperty("must_not").GetProperty("ids").GetProperty("values").GetRawText();
            return (body.GetProperty("search_after")[0].GetRawText(), ids);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    [InlineData("/////w==")]
    public async Task A_foreign_cursor_is_the_caller_s_fault(string cursor) =>
        await Raised.ByAsync(
            () => Store(FakeHttp.Json(Answer(""))).SearchAsync(s_search with { Cursor = cursor }, s_none),
            "LogQueryFailed",
            StackErrorCategory.InvalidArgument,
            "cursor");

    [Fact]
    public async Task Counts_come_by_minute_and_level_page_by_page()
    {
        string full = string.Join(',', Enumerable.Range(0, 1000).Select(i => Bucket(i * 60_000L, error: 1, none: 0)));
        Queue<string> answers = new([Minutes(full, ""","after_key":{"minute":59940000}"""), Minutes(Bucket(60_000_000, error: 2, none: 3), "")]);
        var http = new FakeHttp(_ => Task.FromResult(FakeHttp.Response(HttpStatusCode.OK, answers.Dequeue())));

        IReadOnlyList<LogCount> counts = await Store(http).CountAsync(s_search, s_none);

        counts.Should().HaveCount(1002);
        counts[0].Should().Be(new LogCount(DateTimeOffset.UnixEpoch, "Error", 1));
        counts.Skip(1000).Should().Equal(
            new LogCount(DateTimeOffset.FromUnixTimeMilliseconds(60_000_000), "Error", 2), new LogCount(DateTimeOffset.FromUnixTimeMilliseconds(60_000_000), "", 3));
        http.Requests[0].Body.Should().Contain("\"fixed_interval\":\"1m\"").And.NotContain("\"after\"");
        http.Requests[1].Body.Should().Contain("\"after\":{\"minute\":59940000}");

        static string Minutes(string buckets, string afterKey) =>
            """{"took":1,"timed_out":false,"_shards":{"total":1,"failed":0},"hits":{"hits":[]},"aggregations":{"minutes":{"buckets":[""" + buckets + "]" + afterKey + "}}}";
        static string Bucket(long time, int error, int none) =>
            $$$"""{"key":{"minute":{{{time}}} },"doc_count":9,"levels":{"buckets":{"Error":{"doc_count":{{{error}}} },"Fatal":{"doc_count":0},"none":{"doc_count":{{{none}}} } } } }""";
    }

    [Fact]
    public async Task An_index_that_does_not_exist_yet_is_empty_and_another_404_is_not()
    {
        FakeHttp missing = FakeHttp.Json(
            """{"error":{"root_cause":[{"type":"index_not_found_exception"}],"type":"index_not_found_exception","reason":"no such index [logs]","index":"logs"},"status":404}""",
            HttpStatusCode.NotFound);
        (await Store(missing).SearchAsync(s_search, s_none)).Entries.Should().BeEmpty();
        (await Store(missing).CountAsync(s_search, s_none)).Should().BeEmpty();
        (await Store(FakeHttp.Json("""{"took":0,"timed_out":false,"_shards":{"total":0,"failed":0},"hits":{"hits":[]}}""")).CountAsync(s_search, s_none)).Should().BeEmpty();

        await Raised.ByAsync(
            () => Store(FakeHttp.Json("<html>nginx", HttpStatusCode.NotFound)).SearchAsync(s_search, s_none), "LogQueryFailed", StackErrorCategory.InvalidResult, "nginx");
    }

    [Theory]
    [InlineData(
        200,
        """{"timed_out":false,"_shards":{"total":3,"successful":2,"failed":1,"failures":[{"shard":0,"index":"logs-a","reason":{"type":"x","reason":"broken field"}}]},"hits":{"hits":[]}}""",
        "LogQueryFailed",
        "1 of 3 shards failed: broken field (index logs-a)")]
    [InlineData(
        503,
        """{"error":{"root_cause":[],"type":"search_phase_execution_exception","reason":"Partial shards failure","failed_shards":[{"index":"logs-b","reason":{"reason":"disk"}}]},"status":503}""",
        "LogQueryFailed",
        "disk (index logs-b)")]
    [InlineData(400, """{"error":{"root_cause":[{"type":"parsing_exception","reason":"unknown query"}],"type":"parsing_exception"},"status":400}""", "LogQueryFailed", "unknown query")]
    [InlineData(200, """{"timed_out":true,"_shards":{"total":1,"failed":0},"hits":{"hits":[]}}""", "LogQueryTimeout", "shorter range")]
    [InlineData(504, """{"error":{"type":"timeout_exception","reason":"x"},"status":504}""", "LogQueryTimeout", "shorter range")]
    [InlineData(503, """{"error":{"root_cause":[],"type":"master_not_discovered_exception"},"status":503}""", "LogStoreUnreachable", "still be starting")]
    [InlineData(502, "<html>bad gateway", "LogStoreUnreachable", "still be starting")]
    [InlineData(200, """{"hits":{}}""", "LogQueryFailed", "no usable answer")]
    [InlineData(401, """{"error":{"root_cause":[],"type":"security_exception","reason":"missing authentication credentials"},"status":401}""", "LogQueryFailed", "does not know the credential")]
    [InlineData(403, """{"error":{"type":"security_exception"},"status":403}""", "LogQueryFailed", "privilege 'read'")]
    // OpenSearch's security plugin answers in plain text.
    [InlineData(401, "Unauthorized", "LogQueryFailed", "does not know the credential")]
    public async Task Half_an_answer_and_each_refusal_are_errors_with_their_reason(int status, string body, string id, string words)
    {
        Func<Task> search = () => Store(FakeHttp.Json(body, (HttpStatusCode)status)).SearchAsync(s_search, s_none);

        StackException e = (await search.Should().ThrowAsync<StackException>()).Which;
        e.ErrorId.Should().Be(id);
        e.Message.Should().Contain(words).And.Contain("127.0.0.1:9090");
    }

    [Fact]
    public async Task A_credential_goes_with_the_request_and_into_no_message()
    {
        List<string> sent = [];
        var http = new FakeHttp(request =>
        {
            sent.Add(request.Headers.Authorization!.ToString());
            return Task.FromResult(FakeHttp.Response(HttpStatusCode.Unauthorized, "{}"));
        });
        foreach (StoreCredential credential in new[] { StoreCredential.Basic("elastic", "päss"), StoreCredential.ApiKey("aWQ6a2V5") })
        {
            var endpoint = new LogStoreEndpoint(FakeHttp.Address, LogStoreKind.Elasticsearch, credential);
            StackException e = await Raised.ByAsync(
                () => new ElasticLogStore(http.Client(), endpoint).SearchAsync(s_search, s_none), "LogQueryFailed", StackErrorCategory.PermissionDenied);
            $"{endpoint} {e.Message}".Should().NotContain("aWQ6a2V5").And.NotContain("cMOkc3M");
        }

        sent.Should().Equal("Basic ZWxhc3RpYzpww6Rzcw==", "ApiKey aWQ6a2V5");
    }

    [Fact]
    public void The_deployment_says_which_store_is_asked()
    {
        using HttpClient http = FakeHttp.Json("").Client();
        var observer = new StackEndpoints(FakeHttp.Address, FakeHttp.Address, FakeHttp.Address, new(FakeHttp.Address, LogStoreKind.Observer), FakeHttp.Address, FakeHttp.Address);

        SignalSources.Connect(http, observer).Logs.Should().BeOfType<ObserverLogStore>();
        SignalSources.Connect(http, observer with { Logs = new(FakeHttp.Address, LogStoreKind.Elasticsearch) }).Logs.Should().BeOfType<ElasticLogStore>();
    }

    private static string Hit(string id, long time) =>
        $$$"""{"_index":"logs-1","_id":"{{{id}}}","_score":null,"_source":{"message":"m"},"sort":[{{{time}}}]}""";

    private static string Answer(string hits, string total = "") =>
        $$$"""{"took":3,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"hits":{{{{total}}}"hits":[{{{hits}}}]}}""";

    private static async Task<LogEntry> One(string hit) =>
        (await Store(FakeHttp.Json(Answer(hit))).SearchAsync(s_search, s_none)).Entries.Should().ContainSingle().Subject;

    private static ElasticLogStore Store(FakeHttp http) => new(http.Client(), new LogStoreEndpoint(FakeHttp.Address, LogStoreKind.Elasticsearch));
}
