using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Observer.Remote;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Provisioning;
using Mem0Observability.Tests.Unit.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace Mem0Observability.Tests.Unit.Observer.Remote;

/// <summary>Documents as Jaeger's dependency store reads them: an index a day, a time, and links whose calls it adds up.</summary>
public sealed class DependencyWriterTests : IAsyncLifetime
{
    private readonly ElasticServer _elastic = new();
    private readonly FakeMetricStore _metrics = new();
    private readonly ManualTime _time = new() { Now = new DateTimeOffset(2026, 1, 2, 0, 31, 0, TimeSpan.Zero) };
    private readonly HttpClient _http = StackHttp.Create();
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly string _folder = Directory.CreateTempSubdirectory("dependencies-").FullName;

    public async ValueTask InitializeAsync()
    {
        await _elastic.StartAsync();
        _elastic.Passwords["writer"] = "secret";
        await File.WriteAllTextAsync(Path.Combine(_folder, "p"), "secret\n", TestContext.Current.CancellationToken);
        _metrics.Answer = promQL => promQL == "sum by (client, server) (increase(traces_service_graph_request_total[15m]))"
            ? [FakeMetricStore.Sample(7.4, ("client", "mem0"), ("server", "postgres")), FakeMetricStore.Sample(0.2, ("client", "mem0"), ("server", "llm"))]
            : [];
    }

    [Fact]
    public async Task Each_quarter_of_the_last_hour_is_a_document_in_the_index_of_its_day()
    {
        await Writer().WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Keys.Should().Equal(
            "mem0-jaeger-jaeger-dependencies-2026-01-01/observer-1767311100",
            "mem0-jaeger-jaeger-dependencies-2026-01-02/observer-1767312000",
            "mem0-jaeger-jaeger-dependencies-2026-01-02/observer-1767312900",
            "mem0-jaeger-jaeger-dependencies-2026-01-02/observer-1767313800");
        JsonNode.DeepEquals(
            _elastic.Documents.Last().Value,
            JsonNode.Parse("""{"timestamp":"2026-01-02T00:30:00Z","dependencies":[{"parent":"mem0","child":"postgres","callCount":7}]}""")).Should().BeTrue();
        _metrics.Times[^1].Should().Be(new DateTimeOffset(2026, 1, 2, 0, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Nothing_is_counted_twice_whoever_tries_again()
    {
        DependencyWriter writer = Writer();
        await writer.WriteMissingAsync(CancellationToken.None);
        int asked = _metrics.Queries.Count;
        await writer.WriteMissingAsync(CancellationToken.None);
        _metrics.Queries.Should().HaveCount(asked);

        // As after a restart.
        await Writer().WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Should().HaveCount(4);
    }

    [Fact]
    public async Task The_next_quarter_is_written_when_its_last_samples_are_there()
    {
        DependencyWriter writer = Writer();
        await writer.WriteMissingAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(14) + TimeSpan.FromSeconds(30));
        await writer.WriteMissingAsync(CancellationToken.None);
        _elastic.Documents.Should().HaveCount(4);

        _time.Advance(TimeSpan.FromSeconds(30));
        await writer.WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Should().HaveCount(5);
    }

    [Fact]
    public async Task Where_nobody_called_anybody_nothing_is_written()
    {
        _metrics.Answer = _ => [];

        await Writer().WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "jaeger-dependencies-")]
    [InlineData("p-", "p-jaeger-dependencies-")]
    [InlineData("p", "p-jaeger-dependencies-")]
    public async Task A_prefix_is_joined_as_Jaeger_joins_it(string prefix, string start)
    {
        await Writer(prefix).WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Keys.Should().HaveCount(4).And.OnlyContain(k => k.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_leaves_the_rest_for_the_next_time()
    {
        DependencyWriter writer = Writer();
        _elastic.Passwords["writer"] = "another";
        await writer.Awaiting(w => w.WriteMissingAsync(CancellationToken.None)).Should().ThrowAsync<StackException>().WithMessage("*401*");
        _elastic.Documents.Should().BeEmpty();

        _elastic.Passwords["writer"] = "secret";
        await writer.WriteMissingAsync(CancellationToken.None);

        _elastic.Documents.Should().HaveCount(4);
    }

    public async ValueTask DisposeAsync()
    {
        await _elastic.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private DependencyWriter Writer(string prefix = "mem0-jaeger") => new(
        _metrics,
        new DependencyIndex(_http, new RemoteStores { Logs = _elastic.Address, User = "writer", PasswordFile = Path.Combine(_folder, "p"), JaegerPrefix = prefix }),
        new DependencyMetrics(Prometheus.Metrics.WithCustomRegistry(_registry)),
        _time,
        NullLogger<DependencyWriter>.Instance);
}
