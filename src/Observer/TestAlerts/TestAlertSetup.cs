namespace Mem0Observability.Observer.TestAlerts;

internal static class TestAlertSetup
{
    public static void AddTestAlerts(this IServiceCollection services)
    {
        services.AddSingleton<TestAlertBoard>();
        services.AddSingleton<TestAlertEndpoints>();
    }

    public static void MapTestAlerts(this WebApplication app) =>
        app.Services.GetRequiredService<TestAlertEndpoints>().Map(app);
}
