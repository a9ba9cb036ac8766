using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.SpanMetrics;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Observer.Store.Queries;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Store;

internal static class StoreSetup
{
    public static void AddTelemetryStore(this IServiceCollection services, ObserverOptions options)
    {
        services.AddSingleton(new PartitionFolder(Path.Combine(options.DataDirectory, "telemetry")));
        services.AddSingleton(new StoreLimits(options.TelemetryRetention, options.TelemetryBytes));
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<PartitionSet>();
        services.AddSingleton<ServiceGraph>();
        services.AddSingleton<PartitionKeeper>();
        services.AddSingleton<SpanMetricsRecorder>();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<ITelemetrySink>(provider => provider.GetRequiredService<TelemetryStore>());
        services.AddHostedService(provider => provider.GetRequiredService<TelemetryStore>());
        services.AddSingleton<ILogStore, EmbeddedLogStore>();
        services.AddSingleton<EmbeddedTraceStore>();
        services.AddSingleton<ITraceStore>(provider => provider.GetRequiredService<EmbeddedTraceStore>());
        services.AddSingleton<ITelemetryStatistics>(provider => provider.GetRequiredService<EmbeddedTraceStore>());
    }
}
