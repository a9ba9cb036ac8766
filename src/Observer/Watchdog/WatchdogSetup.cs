using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Watchdog;

internal static class WatchdogSetup
{
    public static void AddWatchdog(this IServiceCollection services) => services.AddSingleton<Heartbeat>();

    public static void MapWatchdog(this WebApplication app)
    {
        var heartbeat = app.Services.GetRequiredService<Heartbeat>();
        app.MapGet("/api/v1/watchdog", context => context.WriteAsync(heartbeat.View(), ApiJson.Default.WatchdogView));
    }
}
