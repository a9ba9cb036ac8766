using System.Net;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals.Logs;

public sealed class ObserverLogStoreTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly LogSearch s_search = new()
    {
        Start = new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task A_page_is_read_to_the_nanosecond_with_its_attributes()
    {
        FakeHttp http = FakeHttp.Json("""
            {"logs":[{"id":"7-1","timestamp":"2026-01-02T03:04:05.678Z","unixNanoseconds":"1767323045678901234","service":"mem0","level":"Error","message":"no\nway",
              "traceId":"0af7651916cd43dd8448eb211c80319c","spanId":null,"requestId":"r-1","attributes":{"n":1,"d":1.0,"b":true,"l":["a",null],"m":{"x":"y"}}}],"cursor":"next"}
            """);

        LogPage page = await Store(http).SearchAsync(s_search, s_none);

        page.Cursor.Should().Be("next");
        LogEntry entry = page.Entries.Should().ContainSingle().Subject;
        (entry.Id, entry.Service, entry.Level, entry.Message, entry.SpanId, entry.RequestId).Should().Be(("7-1", "mem0", "Error", "no\nway", null, "r-1"));
        entry.UnixNanoseconds.Should().Be(1767323045678901234);
        entry.Timestamp.Should().Be(DateTimeOffset.Parse("2026-01-02T03:04:05.6789012Z", null));
        entry.Attributes["n"].Should().BeOfType<long>().And.Be(1L);
        entry.Attributes["d"].Should().BeOfType<double>();
        entry.Attributes["b"].Should().Be(true);
        entry.Attributes["l"].Should().BeEquivalentTo(new object?[] { "a", null });
        ((IReadOnlyDictionary<string, object?>)entry.Attributes["m"]!)["x"].Should().Be("y");
    }

    [Fact]
    public async Task Everything_that_is_set_is_asked_for_and_nothing_else()
    {
        FakeHttp http = FakeHttp.Json("""{"logs":[],"cursor":null}""");
        await Store(http).SearchAsync(s_search, s_none);
        await Store(http).SearchAsync(
            s_search with
            {
                Services = ["mem0", "openmemory"],
                Levels = ["Error", "Fatal"],
                Query = LogQueryParser.Parse("a&b \"c d\" -e"),
                TraceId = "t",
                RequestId = "r",
                Limit = 5,
                Cursor = "x+y",
            },
            s_none);

        http.Requests[0].PathAndQuery.Should().Be("/api/v1/logs?start=2026-01-02T03%3A00%3A00.0000000Z&end=2026-01-02T04%3A00%3A00.0000000Z&limit=100");
        http.Requests[1].PathAndQuery.Should().EndWith(
            "&service=mem0%2Copenmemory&level=Error%2CFatal&query=a%26b%20AND%20%22c%20d%22%20AND%20NOT%20e&traceId=t&requestId=r&limit=5&cursor=x%2By");
    }

    [Fact]
    public async Task Counts_are_read()
    {
        FakeHttp http = FakeHttp.Json("""{"counts":[{"minute":"2026-01-02T03:04:00.000Z","level":"Error","count":3}]}""");

        IReadOnlyList<LogCount> counts = await Store(http).CountAsync(s_search with { Cursor = "not sent" }, s_none);

        counts.Should().Equal(new LogCount(DateTimeOffset.Parse("2026-01-02T03:04:00Z", null), "Error", 3));
        http.Requests[0].PathAndQuery.Should().StartWith("/api/v1/logs/histogram?").And.NotContain("cursor").And.NotContain("limit");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "invalid_query", "LogQueryInvalid", StackErrorCategory.InvalidArgument)]
    [InlineData(HttpStatusCode.BadRequest, "invalid_parameter", "LogQueryFailed", StackErrorCategory.InvalidArgument)]
    [InlineData(HttpStatusCode.TooManyRequests, "too_many_queries", "LogQueryFailed", StackErrorCategory.ResourceBusy)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "disk_full", "LogQueryFailed", StackErrorCategory.ResourceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout, "query_timeout", "LogQueryTimeout", StackErrorCategory.OperationTimeout)]
    public async Task A_problem_has_its_id(HttpStatusCode status, string code, string id, StackErrorCategory category) =>
        await Raised.ByAsync(
            () => Store(FakeHttp.Json($$"""{"title":"t","status":{{(int)status}},"code":"{{code}}","detail":"said so"}""", status)).SearchAsync(s_search, s_none),
            id,
            category);

    [Fact]
    public async Task Nothing_there_something_else_there_and_a_hanging_observer_are_three_errors()
    {
        await Raised.ByAsync(
            () => Store(FakeHttp.Throws(new HttpRequestException("outer", new IOException("Connection refused")))).SearchAsync(s_search, s_none),
            "LogStoreUnreachable",
            StackErrorCategory.ResourceUnavailable,
            "Get-Mem0Monitoring observer");
        await Raised.ByAsync(
            () => Store(FakeHttp.Json("<html>")).CountAsync(s_search, s_none), "LogQueryFailed", StackErrorCategory.InvalidResult, "<html>");
        await Raised.ByAsync(
            () => Store(FakeHttp.Throws(new TaskCanceledException())).SearchAsync(s_search, s_none), "LogQueryTimeout", StackErrorCategory.OperationTimeout);
    }

    private static ObserverLogStore Store(FakeHttp http) => new(http.Client(), new LogStoreEndpoint(FakeHttp.Address, LogStoreKind.Observer));
}
