using Mem0Observability.Observer.SpanMetrics;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Observer.Store.Queries;
using Mem0Observability.Observer.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace Mem0Observability.Tests.Unit.Observer.Store;

/// <summary>A real store on a folder of its own; opened again, it is what a restarted observer finds.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly bool _ownsFolder;
    private readonly TelemetryStore _store;

    private TemporaryStore(string folder, bool ownsFolder, StoreLimits limits, TimeProvider time)
    {
        (Folder, _ownsFolder) = (folder, ownsFolder);
        var factory = Metrics.WithCustomRegistry(Registry);
        var metrics = new StoreMetrics(factory);
        Partitions = new PartitionSet(metrics, NullLogger<PartitionSet>.Instance);
        var keeper = new PartitionKeeper(new PartitionFolder(folder), Partitions, limits, metrics, new ServiceGraph(time), time);
        _store = new TelemetryStore(keeper, new SpanMetricsRecorder(factory), metrics, time, NullLogger<TelemetryStore>.Instance);
        Logs = new EmbeddedLogStore(Partitions);
        Traces = new EmbeddedTraceStore(Partitions);
    }

    public string Folder { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public PartitionSet Partitions { get; }

    public EmbeddedLogStore Logs { get; }

    public EmbeddedTraceStore Traces { get; }

    public ITelemetrySink Sink => _store;

    public static async Task<TemporaryStore> OpenAsync(string? folder = null, StoreLimits? limits = null, TimeProvider? time = null)
    {
        var store = new TemporaryStore(
            folder ?? Directory.CreateTempSubdirectory("mem0-store-").FullName,
            folder is null,
            limits ?? new StoreLimits(TimeSpan.FromDays(7), 1L << 30),
            time ?? TimeProvider.System);
        await store._store.StartAsync(CancellationToken.None);
        return store;
    }

    public async Task StopAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        // Stopped before it has begun counts as cancelled.
        await Task.WhenAny(_store.ExecuteTask ?? Task.CompletedTask);
        foreach (Partition partition in Partitions.NewestFirst)
            partition.Retire();
    }

    public Task AddLogsAsync(params IEnumerable<TestLog> logs) => CommitAsync(batch =>
    {
        foreach (TestLog log in logs)
            log.AddTo(batch);
    });

    public Task AddSpansAsync(params IEnumerable<TestSpan> spans) => CommitAsync(batch =>
    {
        foreach (TestSpan span in spans)
            span.AddTo(batch);
    });

    public async Task CommitAsync(Action<TelemetryBatch> fill)
    {
        TelemetryBatch batch = Sink.TryRent(64 * 1024)!;
        fill(batch);
        await Sink.CommitAsync(batch);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _store.Dispose();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>An OTLP resource with this service name.</summary>
    public static byte[] Resource(string service)
    {
        var writer = new ProtoWriter();
        WriteAttribute(writer, 1, "service.name", service);
        WriteAttribute(writer, 1, "container.name", service + "-1");
        return writer.Written.ToArray();
    }

    public static void WriteAttribute(ProtoWriter writer, int field, string key, string value)
    {
        int pair = writer.BeginMessage(field);
        writer.Text(1, key);
        int any = writer.BeginMessage(2);
        writer.Text(1, value);
        writer.EndMessage(any);
        writer.EndMessage(pair);
    }
}
