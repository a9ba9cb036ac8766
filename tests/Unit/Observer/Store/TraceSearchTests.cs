using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class TraceSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const long Millisecond = 1_000_000;
    private static readonly DateTimeOffset s_noon = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);
    private static readonly TraceSearch s_everything = new() { Start = s_noon.AddHours(-1), End = s_noon.AddHours(2), Limit = 1000 };

    /// <summary>traffic calls mem0, mem0 calls the database; one trace a second.</summary>
    private static IEnumerable<TestSpan> Spans(int traces)
    {
        for (int i = 1; i <= traces; i++)
        {
            long start = UnixNanoseconds.Of(s_noon.AddSeconds(i));
            ulong trace = (ulong)i * 0x9E3779B97F4A7C15;
            byte status = (byte)(i % 10 == 0 ? 2 : 0);
            yield return new TestSpan(trace, 1, start) { Service = "traffic", Operation = "add", Kind = 3, Duration = (i % 100) * Millisecond };
            yield return new TestSpan(trace, 2, start + 1) { Parent = 1, Duration = (i % 100) * Millisecond, Status = status, Attributes = { ["user"] = $"u{i}" } };
            yield return new TestSpan(trace, 3, start + 2) { Parent = 2, Operation = "INSERT", Kind = 3, Database = "postgresql" };
        }
    }

    [Fact]
    public async Task A_trace_is_whole_wherever_its_spans_lie()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        // The third spans come last: each trace is spread over blocks and the head.
        TestSpan[] spans = [.. Spans(4000).OrderBy(s => s.Id)];
        foreach (TestSpan[] part in spans.Chunk(2000))
            await store.AddSpansAsync(part);
        foreach (TestSpan wanted in new[] { spans[0], spans[1777], spans[3999] })
        {
            Trace trace = (await store.Traces.GetAsync(wanted.TraceId, Token))!;
            trace.Spans.Select(s => s.SpanId).Should().Equal("0000000000000001", "0000000000000002", "0000000000000003");
            trace.Services.Should().Equal("traffic", "mem0");
            trace.RootOperation.Should().Be("add");
        }

        (await store.Traces.GetAsync(new string('0', 31) + "7", Token)).Should().BeNull();
    }

    [Fact]
    public async Task A_search_gives_the_newest_traces_that_match()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        await store.AddSpansAsync(Spans(4000));
        await AssertFoundAsync(s_everything with { Limit = 3 }, 4000, 3999, 3998);
        await AssertFoundAsync(s_everything with { Service = "mem0", MinDuration = TimeSpan.FromMilliseconds(99), Limit = 2 }, 3999, 3899);
        await AssertFoundAsync(s_everything with { Attributes = new Dictionary<string, string> { ["error"] = "true" }, Limit = 2 }, 4000, 3990);
        await AssertFoundAsync(s_everything with { Attributes = new Dictionary<string, string> { ["user"] = "u123" } }, 123);
        await AssertFoundAsync(s_everything with { Attributes = new Dictionary<string, string> { ["container.name"] = "traffic-1" }, Limit = 1 }, 4000);
        await AssertFoundAsync(s_everything with { Operation = "INSERT", End = s_noon.AddSeconds(2.5) }, 2, 1);
        await AssertFoundAsync(s_everything with { Service = "nobody" });

        async Task AssertFoundAsync(TraceSearch search, params int[] expected)
        {
            IReadOnlyList<Trace> found = await store.Traces.FindAsync(search, Token);
            found.Select(t => t.StartTime).Should().Equal(expected.Select(i => s_noon.AddSeconds(i)));
            found.Where(t => t.Spans.Count != 3).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task The_service_graph_counts_calls_and_outlives_a_restart()
    {
        string folder = Directory.CreateTempSubdirectory("mem0-store-").FullName;
        await using (TemporaryStore first = await TemporaryStore.OpenAsync(folder))
            await first.AddSpansAsync(Spans(300));
        await using TemporaryStore store = await TemporaryStore.OpenAsync(folder);
        await store.AddSpansAsync(Spans(310).Skip(900));

        IReadOnlyList<ServiceEdge> edges = await store.Traces.DependenciesAsync(s_everything.Start, s_everything.End, Token);
        edges.Should().HaveCount(2);
        ServiceEdge call = edges.Single(e => e.Server == "mem0");
        (call.Client, call.Calls, call.Errors).Should().Be(("traffic", 310, 31));
        call.P95!.Value.TotalMilliseconds.Should().BeApproximately(94, 5);
        edges.Single(e => e.Server == "postgresql").Should().Match<ServiceEdge>(e => e.Client == "mem0" && e.Calls == 310 && e.ConnectionType == "database");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Latencies_come_from_blocks_and_head_alike()
    {
        await using TemporaryStore store = await TemporaryStore.OpenAsync();
        await store.AddSpansAsync(Spans(4000));
        var latency = (await store.Traces.LatenciesAsync("mem0", s_everything.Start, s_everything.End, Token)).Should().ContainSingle().Subject;
        (latency.Operation, latency.Calls, latency.Errors).Should().Be(("POST /memories", 4000, 400));
        latency.P50.TotalMilliseconds.Should().BeApproximately(49.5, 3);
        latency.P99.TotalMilliseconds.Should().BeApproximately(98, 5);
        (await store.Traces.ServicesAsync(Token)).Should().Equal("mem0", "traffic");
        (await store.Traces.OperationsAsync("mem0", Token)).Should().Equal(new TraceOperation("INSERT", "client"), new TraceOperation("POST /memories", "server"));
    }
}
