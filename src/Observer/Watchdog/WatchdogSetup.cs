using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Notify;

namespace Mem0Observability.Observer.Watchdog;

internal static class WatchdogSetup
{
    public static void AddWatchdog(this IServiceCollection services) => services.AddSingleton<Heartbeat>();

    public static void MapWatchdog(this WebApplication app)
    {
        var heartbeat = app.Services.GetRequiredService<Heartbeat>();
        var channels = app.Services.GetRequiredService<ChannelFile>();
        var deadMansSwitch = app.Services.GetRequiredService<DeadMansSwitch>();
        app.MapGet("/api/v1/watchdog", context =>
        {
            var state = deadMansSwitch.State;
            var view = heartbeat.View() with
            {
                Channels = [.. channels.Channels.Select(c => c.Name)],
                ChannelProblem = channels.Problem ?? (channels.Channels.Count == 0 ? "no channel takes pages: nobody is told when the Watchdog stops" : null),
                MissingSince = state.Outage?.Noticed,
                Told = state.Told.Count > 0 ? [.. state.Told.Keys.Order(StringComparer.Ordinal)] : null,
            };
            return context.WriteAsync(view, ApiJson.Default.WatchdogView);
        });
    }
}
