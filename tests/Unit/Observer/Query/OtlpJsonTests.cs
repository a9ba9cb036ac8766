using System.Text;
using System.Text.Json;
using CsCheck;
using Mem0Observability.Model;
using Mem0Observability.Observer.Query;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Observer.Query;

public sealed class OtlpJsonTests
{
    [Fact]
    public void What_the_observer_writes_the_trace_store_reads_unchanged() => RandomTrace.Any.Array[0, 3].Sample(
        traces =>
        {
            string written = Written(traces);
            IReadOnlyList<Trace> read = TraceAssembly.Group(JsonTraceReader.Chunks(written).SelectMany(JsonTraceReader.Spans));

            // Written again it shows every value with its type; FluentAssertions would take 1 for 1.0.
            IReadOnlyList<Trace> expected = TraceAssembly.Group(traces.SelectMany(t => t.Spans));
            Written(read).Should().Be(Written(expected));
            read.SelectMany(t => t.Spans).Select(Fixed).Should().Equal(expected.SelectMany(t => t.Spans).Select(Fixed));
        },
        iter: 500,
        threads: 1);

    [Fact]
    public async Task And_so_it_arrives_over_HTTP()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        Trace trace = RandomTrace.Any.Single(t => t.Spans.Count > 2);
        host.Traces.Trace = id => id == trace.TraceId ? trace : null;
        host.Traces.Found = _ => [trace];
        var store = new JaegerTraceStore(host.Client, host.Address);

        Written([(await store.GetAsync(trace.TraceId, TestContext.Current.CancellationToken))!]).Should().Be(Written([trace]));
        var search = new TraceSearch { Start = host.Time.Now.AddHours(-1), End = host.Time.Now };
        Written(await store.FindAsync(search, TestContext.Current.CancellationToken)).Should().Be(Written([trace]));
        (await store.GetAsync("ff", TestContext.Current.CancellationToken)).Should().BeNull();
    }

    [Fact]
    public void The_deepest_value_that_the_intake_takes_survives()
    {
        object? deep = "x";
        for (int i = 0; i < 32; i++)
            deep = new Dictionary<string, object?> { ["k"] = deep };
        string id = new('a', 32);
        TraceSpan span = RandomTrace.Plain(id, "01") with { Attributes = new Dictionary<string, object?> { ["deep"] = deep } };
        string written = Written([RandomTrace.Of(id, span)]);

        Written(TraceAssembly.Group(JsonTraceReader.Chunks(written).SelectMany(JsonTraceReader.Spans))).Should().Be(written);
    }

    [Fact]
    public void Random_text_is_spans_or_an_exception_that_the_store_knows() => Gen.String[Gen.Char["{}[]\",:0a"], 0, 30].Sample(
        text =>
        {
            try
            {
                _ = JsonTraceReader.Chunks(text).SelectMany(JsonTraceReader.Spans).ToList();
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
            {
            }
        },
        iter: 3000,
        threads: 1);

    private static object Fixed(TraceSpan s) => (
        (s.TraceId, s.SpanId, s.ParentSpanId, s.Service, s.Name, s.Kind), s.StartTime, s.Duration, s.Status, s.StatusMessage, s.Scope, s.StartUnixNanoseconds, s.DurationNanoseconds);

    private static string Written(IEnumerable<Trace> traces)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
            OtlpJsonWriter.Write(json, traces);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
