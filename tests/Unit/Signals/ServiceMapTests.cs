using Mem0Observability.Model;
using Mem0Observability.Signals.ServiceMap;

namespace Mem0Observability.Tests.Unit.Signals;

public sealed class ServiceMapTests
{
    private static readonly ServiceEdge s_complete = new("mem0", "postgres", 12, 1, TimeSpan.FromMilliseconds(31), "database");

    private readonly FakeStack _stack = new();

    [Fact]
    public async Task Edges_that_are_complete_need_no_metrics()
    {
        _stack.Traces.Edges = (_, _) => [s_complete];
        (await EdgesAsync()).Should().Equal(s_complete);
        _stack.Metrics.Queries.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_trace_store_does_not_say_comes_from_the_metrics()
    {
        _stack.Traces.Edges = (_, _) => [s_complete with { Errors = null, P95 = null }, new("mem0", "openai", 5, null, null, ""), new("a", "b", 1, null, null, "")];
        _stack.Metrics.Answer = Graph;
        (await EdgesAsync()).Should().Equal(
            new ServiceEdge("a", "b", 1, null, null, ""),
            new ServiceEdge("mem0", "openai", 5, 0, null, ""),
            s_complete with { Errors = 2, P95 = TimeSpan.FromMilliseconds(25) });
    }

    [Fact]
    public async Task A_trace_store_without_a_graph_is_replaced_by_the_metrics()
    {
        _stack.Metrics.Answer = Graph;
        (await EdgesAsync()).Should().Equal(
            new ServiceEdge("mem0", "openai", 5, 0, null, ""),
            new ServiceEdge("mem0", "postgres", 12, 2, TimeSpan.FromMilliseconds(25), "database"));
    }

    [Fact]
    public async Task Metrics_that_cannot_be_asked_are_a_warning()
    {
        _stack.Traces.Edges = (_, _) => [s_complete with { P95 = null }];
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        List<StackItem> items = await RunAsync(null);
        items.OfType<WarningItem>().Should().ContainSingle().Which.Message.Should().Contain("cannot be reached");
        items.OfType<OutputItem>().Should().ContainSingle();
    }

    [Fact]
    public async Task No_calls_are_said_but_are_no_error() =>
        (await RunAsync(null)).Should().ContainSingle().Which.Should().BeOfType<VerboseItem>();

    [Fact]
    public async Task A_trace_store_that_cannot_be_asked_is_the_error()
    {
        _stack.Traces.Fault = new("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "no", "observer");
        await Raised.ByAsync(() => RunAsync(null), "TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public void Mermaid_is_a_flowchart_with_databases_as_cylinders_and_errors_in_red() =>
        MermaidText.Write([new("mem0", "openai", 1, 0, TimeSpan.FromSeconds(1.5), ""), s_complete]).Should().Be("""
            flowchart LR
                n0["mem0"]
                n1["openai"]
                n2[("postgres")]
                n0 -->|"1 call, p95 1.5 s"| n1
                n0 -->|"12 calls, 1 error, p95 31 ms"| n2
                linkStyle 1 stroke:#d33
            """);

    [Fact]
    public void Dot_is_a_digraph_with_databases_as_cylinders_and_errors_in_red() =>
        DotText.Write([new("mem0", "openai", 1, null, null, ""), s_complete]).Should().Be("""
            digraph services {
                rankdir=LR
                node [shape=box]
                n0 [label="mem0"]
                n1 [label="openai"]
                n2 [label="postgres", shape=cylinder]
                n0 -> n1 [label="1 call"]
                n0 -> n2 [label="12 calls, 1 error, p95 31 ms", color=red]
            }
            """);

    [Theory]
    [InlineData("say \"hi\"]", "n0[\"say #34;hi#34;]\"]", "n0 [label=\"say \\\"hi\\\"]\"]")]
    [InlineData("end\n    n9[\"x\"]", "n0[\"end     n9[#34;x#34;]\"]", "n0 [label=\"end     n9[\\\"x\\\"]\"]")]
    [InlineData("a\\", "n0[\"a#92;\"]", "n0 [label=\"a\\\\\"]")]
    [InlineData("`*b*` <i>&#35;", "n0[\"#96;*b*#96; #60;i#62;#38;#35;35#59;\"]", "n0 [label=\"`*b*` <i>&#35;\"]")]
    [InlineData("", "n0[\"(unnamed)\"]", "n0 [label=\"(unnamed)\"]")]
    public void No_name_can_end_its_quotes_or_its_line(string name, string mermaid, string dot)
    {
        ServiceEdge[] edges = [new(name, "x", 1, 0, null, "")];
        MermaidText.Write(edges).Split('\n').Should().HaveCount(4).And.Contain("    " + mermaid);
        DotText.Write(edges).Split('\n').Should().HaveCount(7).And.Contain("    " + dot);
    }

    private static IReadOnlyList<MetricSample> Graph(string promQL) => promQL switch
    {
        _ when promQL.Contains("_request_total[3600s]", StringComparison.Ordinal) =>
            [Sample(12.3, "postgres", ("connection_type", "database")), Sample(5, "openai"), Sample(0.2, "gone")],
        _ when promQL.Contains("_request_failed_total[3600s]", StringComparison.Ordinal) => [Sample(2.1, "postgres")],
        _ when promQL.Contains("_request_server_seconds_bucket[3600s]", StringComparison.Ordinal) => [Sample(0.025, "postgres"), Sample(double.NaN, "openai")],
        _ => throw new InvalidOperationException(promQL),
    };

    private static MetricSample Sample(double value, string server, params (string Name, string Value)[] more) =>
        FakeMetricStore.Sample(value, [("client", "mem0"), ("server", server), .. more]);

    private async Task<IEnumerable<ServiceEdge>> EdgesAsync() => (await RunAsync(null)).OfType<OutputItem>().Select(i => (ServiceEdge)i.Value);

    private Task<List<StackItem>> RunAsync(ServiceMapForm? form) =>
        new ServiceMapQuery(_stack.Sources, _stack.Time).RunAsync(null, null, form, CancellationToken.None).ToListAsync().AsTask();
}
