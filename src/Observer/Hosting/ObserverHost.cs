using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Drills;
using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox;
using Mem0Observability.Observer.Metrics;
using Mem0Observability.Observer.Notify;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Query;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Remote;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Tail;
using Mem0Observability.Observer.TestAlerts;
using Mem0Observability.Observer.Watchdog;
using Mem0Observability.Web;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mem0Observability.Observer.Hosting;

/// <summary>Puts the parts together. Every part adds its own services and maps its own routes.</summary>
internal static class ObserverHost
{
    /// <param name="replaceServices">For tests that put something of their own behind a part.</param>
    public static WebApplication Build(ObserverOptions options, TimeProvider time, Action<ILoggingBuilder> configureLogging, Action<IServiceCollection>? replaceServices = null)
    {
        // The empty builder: no appsettings.json, no file watchers; fewer threads and megabytes. The pages' scripts and styles lie beside the program.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "observer", ContentRootPath = AppContext.BaseDirectory });
        configureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limit).ConfigureKestrel(kestrel => Listening.Open(kestrel, options));

        var services = builder.Services;
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddObserverMetrics();
        services.AddWatchdog();
        services.AddTestAlerts();
        services.AddDrills();
        services.AddInbox();
        services.AddDeadMansSwitch(options);
        AddTelemetry(services, options);
        services.AddCanaries(options);
        services.AddSingleton<HealthEndpoint>();
        services.AddPages(options);

        // Docker sends SIGKILL after 10 s; deploys wait for a stop, so 1.5 s is the most a stuck request may take.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.5));
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        replaceServices?.Invoke(services);

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = ProblemMiddleware.AnswerUnexpectedAsync });
        // Before the rest: on its ports there is nothing else.
        app.MapOtlpIntake();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.MapObserverMetrics();
        app.Services.GetRequiredService<HealthEndpoint>().Map(app);
        app.MapWatchdog();
        app.MapTestAlerts();
        app.MapDrills();
        app.MapInbox();
        if (options.Remote is null)
            app.MapTelemetryQueries();
        else
            app.MapRemoteStores();
        app.MapCanaries();
        app.UseWeb();
        app.UseEndpoints(_ => { });
        AnnounceLifetime(app, options);
        return app;
    }

    /// <summary>Logs and traces: taken in and kept here, or left to Elasticsearch and Jaeger.</summary>
    private static void AddTelemetry(IServiceCollection services, ObserverOptions options)
    {
        if (options.Remote is { } stores)
        {
            services.AddRemoteStores(stores, options);
            return;
        }

        services.AddTelemetryStore(options);
        services.AddTelemetryQueries();
        services.AddOtlpIntake(options);
        services.AddRedaction(options);
        services.AddContainerLogs(options);
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Alertmanager, Prometheus, a few readers, and one or two for each process that sends OTLP: each connection costs memory.
        kestrel.Limits.MaxConcurrentConnections = 500;
        // A backstop; each endpoint has its own, lower limit and answers it with a problem document.
        kestrel.Limits.MaxRequestBodySize = 4 * RequestBody.WebhookLimit;
        kestrel.Limits.MaxRequestLineSize = QuerySetup.MaxRequestLine;
        // A body that trickles in would hold one of the inbox's few intake places.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static void AnnounceLifetime(WebApplication app, ObserverOptions options)
    {
        app.Lifetime.ApplicationStarted.Register(() => app.Logger.LogInformation(
            "Observer {Version} listens on {Urls}; inbox in {DataDirectory}, kept {RetentionDays} days",
            BuildInfo.Version,
            string.Join(';', app.Urls),
            options.DataDirectory,
            options.Retention.TotalDays));
        app.Lifetime.ApplicationStopped.Register(() => app.Logger.LogInformation("Observer stopped"));
    }
}
