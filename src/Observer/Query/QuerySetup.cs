namespace Mem0Observability.Observer.Query;

internal static class QuerySetup
{
    /// <summary>Bytes: a log query may have 2,000 characters, each of which may become nine in an address.</summary>
    public const int MaxRequestLine = 32 * 1024;

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
