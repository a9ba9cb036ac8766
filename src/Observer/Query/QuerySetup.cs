namespace Mem0Observability.Observer.Query;

internal static class QuerySetup
{
    public static void AddTelemetryQueries(this IServiceCollection services)
    {
        services.AddSingleton<QueryGate>();
        services.AddSingleton<LogEndpoints>();
        services.AddSingleton<LatencyEndpoint>();
        services.AddSingleton<TraceEndpoints>();
        services.AddSingleton<DependencyEndpoint>();
    }

    public static void MapTelemetryQueries(this WebApplication app)
    {
        app.Services.GetRequiredService<LogEndpoints>().Map(app);
        app.Services.GetRequiredService<LatencyEndpoint>().Map(app);
        app.Services.GetRequiredService<TraceEndpoints>().Map(app);
        app.Services.GetRequiredService<DependencyEndpoint>().Map(app);
    }
}
