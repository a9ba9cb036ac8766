using Mem0Observability.Observer.Drills;
using Prometheus;

namespace Mem0Observability.Observer.Metrics;

/// <summary>An own registry: the library's default one brings event counters and request metrics that nobody asked for.</summary>
internal static class MetricsSetup
{
    public static void AddObserverMetrics(this IServiceCollection services)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        var factory = Prometheus.Metrics.WithCustomRegistry(registry);
        ProcessMetrics.Register(registry, factory);
        factory.CreateGauge("mem0_observer_build_info", "The running version; always 1.", "version")
            .WithLabels(BuildInfo.Version).Set(1);
        services.AddSingleton(registry);
        services.AddSingleton<IMetricFactory>(factory);
    }

    public static void MapObserverMetrics(this WebApplication app)
    {
        var registry = app.Services.GetRequiredService<CollectorRegistry>();
        var drills = app.Services.GetRequiredService<DrillBoard>();
        app.MapGet("/metrics", async context =>
        {
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
            // After our own, as names of others that the registry does not know: Prometheus keeps the labels that they bring.
            await context.Response.WriteAsync(drills.Text(), context.RequestAborted);
        });
    }
}
