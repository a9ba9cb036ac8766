namespace Mem0Observability.Observer.Drills;

internal static class DrillSetup
{
    public static void AddDrills(this IServiceCollection services)
    {
        services.AddSingleton<DrillBoard>();
        services.AddSingleton<DrillEndpoints>();
    }

    public static void MapDrills(this WebApplication app) =>
        app.Services.GetRequiredService<DrillEndpoints>().Map(app);
}
