using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Signals.Traces;

/// <summary>Answers in the shapes of Jaeger 2.18 to 2.22.</summary>
public sealed class JaegerTraceStoreTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";

    private const string Nothing = """{"error":{"httpCode":404,"message":"No traces found"}}""";

    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly TraceSearch s_search = new()
    {
        Start = new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task A_trace_is_read_with_everything_that_its_spans_hold()
    {
        Trace trace = (await Store(FakeHttp.Json("""
            {"result":{"resourceSpans":[
              {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"mem0"}}]},"scopeSpans":[{"scope":{"name":"lib","version":"1"},"spans":[
                {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","parentSpanId":"","name":"POST /memories","kind":2,
                 "startTimeUnixNano":"1767323045678901234","endTimeUnixNano":"1767323045778901234",
                 "attributes":[{"key":"n","value":{"intValue":"9007199254740993"}},{"key":"d","value":{"doubleValue":1.5}},{"key":"b","value":{"boolValue":true}},
                   {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x"},{}]}}},{"key":"m","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}},
                   {"key":"raw","value":{"bytesValue":"AAE="}},{"key":"nan","value":{"doubleValue":"NaN"}},{"key":"none","value":{}}],
                 "events":[{"timeUnixNano":"1767323045700000000","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"E"}}]}],
                 "links":[{"traceId":"000000000000000000000000000000aa","spanId":"00000000000000bb"}],"status":{"code":2,"message":"boom"}}]}]},
              {"resource":{},"scopeSpans":[{"scope":{},"spans":[
                {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"0000000000000002","parentSpanId":"b7ad6b7169203331","name":"child",
                 "startTimeUnixNano":"1767323045679000000","endTimeUnixNano":"1767323045978901234","status":{}}]}]}]}}
            """)).GetAsync(Id, s_none))!;

        (trace.TraceId, trace.RootService, trace.RootOperation, trace.ErrorCount, trace.Duration).Should().Be((Id, "mem0", "POST /memories", 1, TimeSpan.FromMilliseconds(300)));
        trace.Services.Should().Equal("mem0", "");
        TraceSpan root = trace.Spans[0];
        (root.ParentSpanId, root.Kind, root.Status, root.StatusMessage, root.Scope).Should().Be((null, "Server", "Error", "boom", "lib"));
        (root.StartUnixNanoseconds, root.DurationNanoseconds).Should().Be((1767323045678901234, 100_000_000));
        root.Attributes["n"].Should().Be(9007199254740993);
        root.Attributes["d"].Should().Be(1.5);
        root.Attributes["b"].Should().Be(true);
        root.Attributes["l"].Should().BeEquivalentTo(new object?[] { "x", null });
        ((IReadOnlyDictionary<string, object?>)root.Attributes["m"]!)["k"].Should().Be(1L);
        root.Attributes["raw"].Should().Be("AAE=");
        root.Attributes["nan"].Should().Be(double.NaN);
        root.Attributes["none"].Should().BeNull();
        root.Events.Should().ContainSingle().Which.Attributes["exception.type"].Should().Be("E");
        root.Links.Should().ContainSingle().Which.SpanId.Should().Be("00000000000000bb");
        (trace.Spans[1].Kind, trace.Spans[1].Status, trace.Spans[1].ParentSpanId).Should().Be(("", "Unset", "b7ad6b7169203331"));
    }

    [Fact]
    public async Task Ids_in_base64_and_enums_by_name_are_read_too()
    {
        TraceSpan span = (await Store(FakeHttp.Json("""
            {"result":{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"CvdlGRbNQ92ESOshHIAxnA==","spanId":"t61rcWkgMzE=","name":"n","kind":"SPAN_KIND_CLIENT",
              "startTimeUnixNano":1767323045678901234,"endTimeUnixNano":1767323045678901235,"status":{"code":"STATUS_CODE_ERROR"}}]}]}]}}
            """)).GetAsync(Id, s_none))!.Spans[0];

        (span.TraceId, span.SpanId, span.Kind, span.Status).Should().Be((Id, "b7ad6b7169203331", "Client", "Error"));
    }

    [Fact]
    public async Task Chunks_of_a_streamed_answer_are_put_together_and_a_broken_stream_is_an_error()
    {
        string chunks = Result(Span("aa", "01", 1)) + "\n" + Result(Span("bb", "02", 2)) + Result(Span("aa", "03", 3));
        IReadOnlyList<Trace> traces = await Store(FakeHttp.Json(chunks)).FindAsync(s_search, s_none);

        traces.Select(t => (t.TraceId, t.Spans.Count)).Should().Equal((Padded("bb"), 1), (Padded("aa"), 2));
        await Raised.ByAsync(
            () => Store(FakeHttp.Json(Result(Span("aa", "01", 1)) + """{"error":{"grpcCode":14,"httpCode":503,"message":"storage is gone"}}""")).FindAsync(s_search, s_none),
            "TraceQueryFailed",
            StackErrorCategory.InvalidResult,
            "storage is gone");
    }

    [Fact]
    public async Task A_search_is_spelt_as_the_oldest_version_reads_it()
    {
        FakeHttp http = FakeHttp.Json(Nothing, HttpStatusCode.NotFound);
        await Store(http).FindAsync(s_search with { Limit = 7 }, s_none);
        await Store(http).FindAsync(
            s_search with
            {
                Service = "mem0",
                Operation = "POST /a",
                MinDuration = TimeSpan.FromMilliseconds(1.5),
                MaxDuration = TimeSpan.FromDays(20),
                Attributes = new Dictionary<string, string> { ["http.route"] = "/a b" },
            },
            s_none);

        http.Requests[0].PathAndQuery.Should().Be(
            "/api/v3/traces?query.start_time_min=2026-01-02T03%3A00%3A00.0000000Z&query.start_time_max=2026-01-02T04%3A00%3A00.0000000Z&query.num_traces=7");
        http.Requests[1].PathAndQuery.Should().EndWith(
            "&query.num_traces=20&query.service_name=mem0&query.operation_name=POST%20%2Fa&query.duration_min=1.5ms&query.duration_max=1728000000ms"
            + "&query.attributes=%7B%22http.route%22%3A%22%2Fa%20b%22%7D");
    }

    [Fact]
    public async Task A_server_that_ignores_attributes_is_asked_for_more_and_its_answer_sifted()
    {
        var http = new FakeHttp(request => Task.FromResult(FakeHttp.Response(HttpStatusCode.OK, Result(
            request.RequestUri!.Query.Contains("num_traces=2&", StringComparison.Ordinal)
                ? [Span("a1", "01", 9), Span("a2", "02", 8)]
                : [Span("a1", "01", 9), Span("a2", "02", 8), Span("a3", "03", 7, "tenant", "x")]))));

        IReadOnlyList<Trace> traces = await Store(http).FindAsync(
            s_search with { Limit = 2, Attributes = new Dictionary<string, string> { ["tenant"] = "x" } }, s_none);

        traces.Select(t => t.TraceId).Should().Equal(Padded("a3"));
        http.Requests.Should().HaveCount(2);
        http.Requests[1].PathAndQuery.Should().Contain("num_traces=1000");
    }

    [Theory]
    [InlineData("error", "true", true)]
    [InlineData("error", "false", false)]
    [InlineData("span.kind", "server", true)]
    [InlineData("otel.status_code", "ERROR", true)]
    [InlineData("otel.scope.name", "whatever", true)]
    [InlineData("n", "1", true)]
    [InlineData("flag", "true", true)]
    [InlineData("host", "h", true)]
    [InlineData("exception.type", "E", true)]
    [InlineData("n", "2", false)]
    [InlineData("absent", "", false)]
    public void Attributes_are_compared_as_Jaeger_stores_them(string key, string value, bool expected)
    {
        TraceSpan span = new(
            Id, "01", null, "s", "o", "Server", default, default, "Error", "", new Dictionary<string, object?> { ["n"] = 1L, ["flag"] = true },
            [new TraceEvent(default, "e", new Dictionary<string, object?> { ["exception.type"] = "E" }, 0)], [],
            new Dictionary<string, object?> { ["host"] = "h" }, "", 0, 0);

        TraceSift.Matches(TraceAssembly.Of(Id, [span]), new Dictionary<string, string> { [key] = value }).Should().Be(expected);
    }

    [Fact]
    public async Task Services_operations_and_dependencies_are_read_and_sorted()
    {
        (await Store(FakeHttp.Json("""{"services":["b","a"]}""")).ServicesAsync(s_none)).Should().Equal("a", "b");
        FakeHttp http = FakeHttp.Json("""{"operations":[{"name":"b","spanKind":"server"},{"name":"a","spanKind":"client"}]}""");
        (await Store(http).OperationsAsync("a b", s_none)).Should().Equal(new TraceOperation("a", "client"), new TraceOperation("b", "server"));
        http.Requests[0].PathAndQuery.Should().Be("/api/v3/operations?service=a%20b");

        http = FakeHttp.Json("""
            {"data":[{"parent":"a","child":"b","callCount":3},
              {"parent":"b","child":"pg","callCount":2,"errorCount":1,"p95Milliseconds":1.5,"connectionType":"database"}],"total":0,"limit":0,"offset":0,"errors":null}
            """);
        (await Store(http).DependenciesAsync(s_search.Start, s_search.End, s_none)).Should().Equal(
            new ServiceEdge("a", "b", 3, null, null, ""), new ServiceEdge("b", "pg", 2, 1, TimeSpan.FromMilliseconds(1.5), "database"));
        http.Requests[0].PathAndQuery.Should().Be("/api/dependencies?endTs=1767326400000&lookback=3600000");
        (await Store(FakeHttp.Json("""{"data":null,"total":0}""")).DependenciesAsync(s_search.Start, s_search.End, s_none)).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_found_is_no_error()
    {
        (await Store(FakeHttp.Json(Nothing, HttpStatusCode.NotFound)).GetAsync(Id, s_none)).Should().BeNull();
        (await Store(FakeHttp.Json(Nothing, HttpStatusCode.NotFound)).FindAsync(s_search, s_none)).Should().BeEmpty();
        (await Store(FakeHttp.Json("""{"result":{"resourceSpans":[]}}""")).GetAsync(Id, s_none)).Should().BeNull();
    }

    [Theory]
    [InlineData(404, "404 page not found", "TraceQueryFailed", "page not found")]
    [InlineData(400, """{"error":{"httpCode":400,"message":"service name must be set"}}""", "TraceQueryFailed", "service name must be set")]
    [InlineData(400, """{"title":"Bad Request","status":400,"code":"invalid_parameter","detail":"There is no parameter 'x' here"}""", "TraceQueryFailed", "no parameter 'x'")]
    [InlineData(500, """{"data":null,"errors":[{"code":500,"msg":"index is gone"}]}""", "TraceQueryFailed", "index is gone")]
    [InlineData(504, """{"title":"t","status":504,"code":"query_timeout","detail":"d"}""", "TraceQueryTimeout", "shorter range")]
    [InlineData(503, "no healthy upstream", "TraceStoreUnreachable", "still be starting")]
    [InlineData(200, "<html>", "TraceQueryFailed", "no usable answer")]
    [InlineData(200, "{}", "TraceQueryFailed", "no usable answer")]
    [InlineData(200, """{"result":{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz!","spanId":"1"}]}]}]}}""", "TraceQueryFailed", "no usable answer")]
    [InlineData(200, """{"result":{"resourceSpans":7}}""", "TraceQueryFailed", "no usable answer")]
    public async Task Whatever_else_comes_is_an_error_with_its_words(int status, string body, string id, string words)
    {
        Func<Task> find = () => Store(FakeHttp.Json(body, (HttpStatusCode)status)).FindAsync(s_search, s_none);

        StackException e = (await find.Should().ThrowAsync<StackException>()).Which;
        e.ErrorId.Should().Be(id);
        e.Message.Should().Contain(words);
    }

    [Fact]
    public async Task Nothing_there_is_unreachable() => await Raised.ByAsync(
        () => Store(FakeHttp.Throws(new HttpRequestException("outer", new IOException("Connection refused")))).ServicesAsync(s_none),
        "TraceStoreUnreachable",
        StackErrorCategory.ResourceUnavailable,
        "Get-Mem0Monitoring jaeger");

    private static string Result(params string[] spans) =>
        $$$"""{"result":{"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{{{string.Join(',', spans)}}}]}]}]}}""";

    private static string Span(string traceId, string spanId, long start, string key = "k", string value = "v") =>
        $$$"""{"traceId":"{{{Padded(traceId)}}}","spanId":"{{{spanId.PadLeft(16, '0')}}}","name":"n","startTimeUnixNano":"{{{start}}}","endTimeUnixNano":"{{{start}}}","attributes":[{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}]}""";

    private static string Padded(string traceId) => traceId.PadLeft(32, 'f');

    private static JaegerTraceStore Store(FakeHttp http) => new(http.Client(), FakeHttp.Address);
}
