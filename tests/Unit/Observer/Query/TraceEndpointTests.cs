using System.Net;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Observer.Query;

public sealed class TraceEndpointTests
{
    private const string Times = "query.start_time_min=2026-01-02T03:00:00Z&query.start_time_max=2026-01-02T04:00:00.123456789Z";

    [Theory]
    [InlineData("query.serviceName=s&query.operationName=o&query.startTimeMin=2026-01-02T03:00:00Z&query.startTimeMax=2026-01-02T04:00:00Z&query.searchDepth=7&query.durationMin=1.5s&query.durationMax=1m&query.rawTraces=true")]
    [InlineData("query.service_name=s&query.operation_name=o&query.start_time_min=2026-01-02T03:00:00Z&query.start_time_max=2026-01-02T04:00:00Z&query.search_depth=7&query.duration_min=1500ms&query.duration_max=60s&query.raw_traces=true")]
    [InlineData("query.service_name=s&query.operation_name=o&query.start_time_min=2026-01-02T03:00:00Z&query.start_time_max=2026-01-02T04:00:00Z&query.num_traces=7&query.duration_min=1500000us&query.duration_max=60000000000ns")]
    public async Task Each_spelling_of_Jaeger_is_the_same_search(string query)
    {
        await using QueryHost host = await QueryHost.StartAsync();
        (await host.GetAsync("/api/v3/traces?" + query + "&query.attributes=%7B%22k%22:%22v%22%7D")).Status.Should().Be(HttpStatusCode.NotFound);

        host.Traces.Searches.Should().ContainSingle().Which.Should().BeEquivalentTo(new TraceSearch
        {
            Start = DateTimeOffset.Parse("2026-01-02T03:00:00Z", null),
            End = DateTimeOffset.Parse("2026-01-02T04:00:00Z", null),
            Service = "s",
            Operation = "o",
            MinDuration = TimeSpan.FromSeconds(1.5),
            MaxDuration = TimeSpan.FromMinutes(1),
            Attributes = new Dictionary<string, string> { ["k"] = "v" },
            Limit = 7,
        });
    }

    [Fact]
    public async Task The_depth_has_Jaeger_s_default_and_our_limit()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        await host.GetAsync($"/api/v3/traces?{Times}");
        await host.GetAsync($"/api/v3/traces?{Times}&query.search_depth=1500");

        host.Traces.Searches.Select(s => s.Limit).Should().Equal(100, 1000);
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("?query.startTimeMin=2026-01-02T03:00:00Z", "required")]
    [InlineData("?query.startTimeMin=2026-01-02T03:00:00Z&query.startTimeMax=2026-01-02T03:00:00Z", "before")]
    [InlineData("?" + Times + "&query.filter=x", "no parameter 'query.filter'")]
    [InlineData("?" + Times + "&query.search_depth=0", "whole number")]
    [InlineData("?" + Times + "&query.duration_min=5", "duration like")]
    [InlineData("?" + Times + "&query.attributes=k:v", "JSON object of texts")]
    [InlineData("?" + Times + "&query.attributes=%7B%22k%22:1%7D", "JSON object of texts")]
    [InlineData("?" + Times + "&query.attributes=[]", "JSON object of texts")]
    [InlineData("/xyz", "hexadecimal")]
    [InlineData("/0af7651916cd43dd8448eb211c80319c0", "hexadecimal")]
    [InlineData("/0000", "not all of them zero")]
    public async Task A_wrong_parameter_is_refused_with_what_would_be_right(string path, string words)
    {
        await using QueryHost host = await QueryHost.StartAsync();

        (int status, _, string detail) = await host.ProblemAsync("/api/v3/traces" + path);

        status.Should().Be(400);
        detail.Should().Contain(words);
    }

    [Fact]
    public async Task What_is_not_there_is_said_as_Jaeger_says_it()
    {
        await using QueryHost host = await QueryHost.StartAsync();

        (HttpStatusCode status, JsonElement body) = await host.GetAsync("/api/v3/traces/ABC?raw_traces=true");

        status.Should().Be(HttpStatusCode.NotFound);
        body.GetRawText().Should().Be("""{"error":{"httpCode":404,"message":"trace not found"}}""");
    }

    [Fact]
    public async Task A_short_trace_id_is_looked_up_in_full()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        host.Traces.Trace = id => id == "00000000000000000000000000000abc" ? RandomTrace.Of(id, RandomTrace.Plain(id, "01")) : null;

        (HttpStatusCode status, JsonElement body) = await host.GetAsync("/api/v3/traces/ABC");

        status.Should().Be(HttpStatusCode.OK);
        body.GetRawText().Should().Be(
            """{"result":{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"scope":{},"spans":[{"traceId":"00000000000000000000000000000abc","spanId":"0000000000000001","name":"o","kind":2,"startTimeUnixNano":"1","endTimeUnixNano":"3","status":{"code":2}}]}]}]}}""");
    }

    [Fact]
    public async Task Services_operations_dependencies_and_latencies_arrive_at_the_client()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        CancellationToken token = TestContext.Current.CancellationToken;
        ServiceEdge[] edges = [new("a", "b", 3, 1, TimeSpan.FromMilliseconds(1.5), "database"), new("b", "c", 1, null, null, "")];
        (DateTimeOffset, DateTimeOffset) asked = default;
        host.Traces.Services = () => ["a", "b"];
        host.Traces.Operations = service => [new TraceOperation(service, "server"), new TraceOperation("x", "client")];
        host.Traces.Edges = (start, end) =>
        {
            asked = (start, end);
            return edges;
        };
        var store = new JaegerTraceStore(host.Client, host.Address);

        (await store.ServicesAsync(token)).Should().Equal("a", "b");
        (await store.OperationsAsync("a", token)).Should().Equal(new TraceOperation("a", "server"), new TraceOperation("x", "client"));
        (await host.GetAsync("/api/v3/operations?service=a&span_kind=client")).Body.GetRawText().Should().Be("""{"operations":[{"name":"x","spanKind":"client"}]}""");
        (await host.ProblemAsync("/api/v3/operations")).Detail.Should().Contain("'service' is required");

        (await store.DependenciesAsync(host.Time.Now.AddHours(-1), host.Time.Now, token)).Should().Equal(edges);
        asked.Should().Be((host.Time.Now.AddHours(-1), host.Time.Now));
        (await host.GetAsync("/api/dependencies?endTs=5&lookback=99&service=c")).Body.GetRawText().Should().Be(
            """{"data":[{"parent":"b","child":"c","callCount":1,"errorCount":null,"p95Milliseconds":null,"connectionType":""}],"total":0,"limit":0,"offset":0,"errors":null}""");
        asked.Item1.Should().Be(DateTimeOffset.UnixEpoch);
        (await host.ProblemAsync("/api/dependencies")).Detail.Should().Contain("'endTs' is required");

        host.Latencies = (service, start, end) =>
            [new OperationLatency(service ?? "", $"{(end - start).TotalMinutes}", 4, 1, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2.5), TimeSpan.FromSeconds(3))];
        (await host.GetAsync("/api/v1/latencies?service=s")).Body.GetRawText().Should().Be(
            """{"latencies":[{"service":"s","operation":"60","calls":4,"errors":1,"p50Milliseconds":1,"p95Milliseconds":2.5,"p99Milliseconds":3000}]}""");
    }
}
