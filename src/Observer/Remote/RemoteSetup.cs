using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Http;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;
using Prometheus;

namespace Mem0Observability.Observer.Remote;

/// <summary>The observer beside Elasticsearch and Jaeger: it keeps no logs and traces, and looks for its canaries there.</summary>
internal static class RemoteSetup
{
    /// <summary>What is asked of the embedded store where there is one.</summary>
    private static readonly string[] s_logPaths = ["/api/v1/logs", "/api/v1/logs/histogram"];

    private static readonly string[] s_tracePaths =
        ["/api/v1/latencies", "/api/v3/services", "/api/v3/operations", "/api/v3/traces", "/api/v3/traces/{id}", "/api/dependencies"];

    public static void AddRemoteStores(this IServiceCollection services, RemoteStores stores, ObserverOptions options)
    {
        services.AddSingleton(stores);
        services.AddKeyedSingleton(nameof(Remote), (_, _) => StackHttp.Create());
        services.AddSingleton<ILogStore>(provider => new RemoteLogStore(Http(provider), stores));
        services.AddSingleton<ITraceStore>(provider => new JaegerTraceStore(Http(provider), stores.Traces));
        services.AddSingleton(provider => new DependencyIndex(Http(provider), stores));
        services.AddSingleton<IHostedService>(provider => new DependencyWriter(
            new PrometheusStore(Http(provider), options.Canaries.Prometheus),
            provider.GetRequiredService<DependencyIndex>(),
            new DependencyMetrics(provider.GetRequiredService<IMetricFactory>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DependencyWriter>>()));
    }

    public static void MapRemoteStores(this WebApplication app)
    {
        RemoteStores stores = app.Services.GetRequiredService<RemoteStores>();
        foreach (string path in s_logPaths)
            app.Map(path, (HttpContext _) => throw Elsewhere("logs", $"Elasticsearch at {stores.Logs}"));
        foreach (string path in s_tracePaths)
            app.Map(path, (HttpContext _) => throw Elsewhere("traces", $"Jaeger at {stores.Traces}"));
    }

    private static ProblemException Elsewhere(string what, string where) =>
        new(404, "store_elsewhere", $"This observer keeps no {what} (OBSERVER_STORE=off). Ask {where}.");

    private static HttpClient Http(IServiceProvider provider) => provider.GetRequiredKeyedService<HttpClient>(nameof(Remote));
}
