using System.Net;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Observer.Query;

public sealed class LogEndpointTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Parameters_become_a_search_and_the_last_hour_is_the_default()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        await host.GetAsync("/api/v1/logs");
        await host.GetAsync(
            "/api/v1/logs?start=2026-01-02T00:00:00Z&end=2026-01-02T03:00:00.123456789%2B02:00&service=mem0,%20openmemory&level=Error,Fatal"
            + $"&query=a%20-b&traceId={Trace.ToUpperInvariant()}&requestId=r&limit=10000&cursor=c");

        LogSearch usual = host.Logs.Searches[0];
        (usual.Start, usual.End, usual.Limit, usual.Query).Should().Be((host.Time.Now.AddHours(-1), host.Time.Now, 100, null));
        LogSearch all = host.Logs.Searches[1];
        all.End.Should().Be(DateTimeOffset.Parse("2026-01-02T01:00:00.1234567Z", null));
        all.Services.Should().Equal("mem0", "openmemory");
        all.Levels.Should().Equal("Error", "Fatal");
        (all.Query!.ToString(), all.TraceId, all.RequestId, all.Limit, all.Cursor).Should().Be(("a AND NOT b", Trace, "r", 10_000, "c"));
    }

    [Fact]
    public async Task An_entry_is_written_with_its_nanoseconds_and_attributes()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        host.Logs.Answer = _ => new LogPage([FakeLogStore.Entry("tschüß <\"", host.Time.Now, "1")], null);

        (HttpStatusCode status, JsonElement body) = await host.GetAsync("/api/v1/logs");

        status.Should().Be(HttpStatusCode.OK);
        body.GetRawText().Should().Be(
            """{"logs":[{"id":"1","timestamp":"2026-01-02T03:04:05.678Z","unixNanoseconds":"1767323045678000000","service":"mem0","level":"Information","message":"tschüß <\"","traceId":null,"spanId":null,"requestId":null,"attributes":{}}],"cursor":null}""");
    }

    [Fact]
    public async Task What_the_observer_writes_its_client_reads_unchanged()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        LogEntry entry = FakeLogStore.Entry("m", host.Time.Now, "7") with
        {
            TraceId = Trace,
            SpanId = "b7ad6b7169203331",
            RequestId = "r",
            UnixNanoseconds = 1767323045678901234,
            Attributes = new Dictionary<string, object?>
            {
                ["text"] = "é😀",
                ["long"] = long.MaxValue,
                ["double"] = 1.0,
                ["negative"] = -0.0,
                ["bool"] = false,
                ["null"] = null,
                ["list"] = new List<object?> { 1L, 1e300, new List<object?>() },
                ["map"] = new Dictionary<string, object?> { ["a"] = new Dictionary<string, object?>() },
            },
        };
        host.Logs.Answer = _ => new LogPage([entry], "cursor+/=&");
        host.Logs.Counts = _ => [new LogCount(DateTimeOffset.Parse("2026-01-02T03:04:00Z", null), "", 2)];
        var store = new ObserverLogStore(host.Client, new LogStoreEndpoint(host.Address, LogStoreKind.Observer));
        var search = new LogSearch { Start = host.Time.Now, End = host.Time.Now.AddTicks(1), Query = new LogQuery.Attribute("a&b", "é \"+"), Services = ["mem0"] };

        LogPage page = await store.SearchAsync(search, TestContext.Current.CancellationToken);

        page.Cursor.Should().Be("cursor+/=&");
        page.Entries.Should().ContainSingle().Which.Should().BeEquivalentTo(
            entry with { Timestamp = DateTimeOffset.Parse("2026-01-02T03:04:05.6789012Z", null) }, o => o.RespectingRuntimeTypes().WithStrictOrdering());
        page.Entries[0].Attributes["double"].Should().BeOfType<double>();
        host.Logs.Searches[0].Should().BeEquivalentTo(search);
        (await store.CountAsync(search, TestContext.Current.CancellationToken)).Should().Equal(new LogCount(DateTimeOffset.Parse("2026-01-02T03:04:00Z", null), "", 2));
    }

    [Theory]
    [InlineData("?servce=mem0", "no parameter 'servce'")]
    [InlineData("?level=error", "Information")]
    [InlineData("?level=Error&level=Fatal", "more than once")]
    [InlineData("?limit=0", "from 1 to 10000")]
    [InlineData("?limit=10001", "from 1 to 10000")]
    [InlineData("?start=yesterday", "'start' must be a time")]
    [InlineData("?start=2026-01-02", "'start' must be a time")]
    [InlineData("?end=2026-01-02T03:04:0512Z", "'end' must be a time")]
    [InlineData("?end=2026-02-30T03:04:05Z", "'end' must be a time")]
    [InlineData("?start=2026-01-02T03:00:00Z&end=2026-01-02T03:00:00Z", "before 'end'")]
    [InlineData("?traceId=xyz", "hexadecimal")]
    [InlineData("?traceId=00", "not all of them zero")]
    public async Task A_wrong_parameter_is_refused_with_what_would_be_right(string query, string words)
    {
        await using QueryHost host = await QueryHost.StartAsync();

        (int status, string code, string detail) = await host.ProblemAsync("/api/v1/logs" + query);

        (status, code).Should().Be((400, "invalid_parameter"));
        detail.Should().Contain(words);
    }

    [Fact]
    public async Task A_wrong_query_says_where_and_the_client_says_the_same()
    {
        await using QueryHost host = await QueryHost.StartAsync();

        (HttpStatusCode status, JsonElement body) = await host.GetAsync("/api/v1/logs/histogram?query=a%20(b");

        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("code").GetString().Should().Be("invalid_query");
        body.GetProperty("position").GetInt32().Should().Be(3);
        var store = new ObserverLogStore(host.Client, new LogStoreEndpoint(host.Address, LogStoreKind.Observer));
        await Raised.ByAsync(
            () => store.SearchAsync(new LogSearch { Start = default, End = host.Time.Now, Query = new LogQuery.Text("***") }, TestContext.Current.CancellationToken),
            "LogQueryInvalid",
            StackErrorCategory.InvalidArgument,
            "at character 1");
    }

    [Fact]
    public async Task The_longest_query_fits_into_an_address()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        string longest = new('語', LogQueryParser.MaxLength);

        (HttpStatusCode status, _) = await host.GetAsync("/api/v1/logs?query=" + Uri.EscapeDataString(longest));

        status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_foreign_cursor_is_refused_and_a_store_that_cannot_answer_is_a_503()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        host.Logs.Answer = search => throw new ArgumentException("not mine", nameof(search));
        (await host.ProblemAsync("/api/v1/logs?cursor=x")).Code.Should().Be("invalid_cursor");

        host.Logs.Answer = _ => throw new StoreUnavailableException("io_error", "The telemetry store cannot be read.");
        using HttpResponseMessage answer = await host.Client.GetAsync("/api/v1/logs", TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
        (await host.ProblemAsync("/api/v1/logs")).Code.Should().Be("io_error");
    }
}
