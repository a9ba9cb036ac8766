using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.TestAlerts;
using Mem0Observability.Signals;
using Prometheus;

namespace Mem0Observability.Observer.Canary;

internal static class CanarySetup
{
    public static void AddCanaries(this IServiceCollection services, ObserverOptions options)
    {
        services.AddSingleton(options.Canaries);
        services.AddSingleton<CanaryMetrics>();
        services.AddSingleton<CanaryFlight>();
        // One client for all: without a proxy, without redirects.
        services.AddKeyedSingleton(nameof(Canary), (_, _) => StackHttp.Create());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OtlpSender>(provider, Http(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CanaryRequestEndpoint>(provider, Http(provider)));
        services.AddSingleton<ICanary>(provider => new MetricCanary(
            new PrometheusStore(Http(provider), options.Canaries.Prometheus), provider.GetRequiredService<IMetricFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICanary>(provider => new AlertCanary(provider.GetRequiredService<TestAlertBoard>(), provider.GetRequiredService<NotificationReader>()));
        // Where neither way in is open, there is nothing to try.
        if (options.Canaries.ReadsOwnLog || options.Canaries.Otlp is not null)
            services.AddSingleton<ICanary>(provider => ActivatorUtilities.CreateInstance<LogCanary>(provider));
        if (options.Canaries.Otlp is not null)
            services.AddSingleton<ICanary>(provider => ActivatorUtilities.CreateInstance<TraceCanary>(provider));
        services.AddHostedService<CanaryLoop>();
    }

    public static void MapCanaries(this WebApplication app) => app.Services.GetRequiredService<CanaryRequestEndpoint>().Map(app);

    private static HttpClient Http(IServiceProvider provider) => provider.GetRequiredKeyedService<HttpClient>(nameof(Canary));
}
