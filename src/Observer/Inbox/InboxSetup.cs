using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Inbox;

internal static class InboxSetup
{
    public static void AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<InboxMetrics>();
        services.AddSingleton<InboxGauges>();
        services.AddSingleton<UnacknowledgedGauge>();
        services.AddSingleton<InboxFile>();
        services.AddSingleton<InboxDatabase>();
        services.AddSingleton<InboxHealth>();
        services.AddSingleton<InboxWriter>();
        services.AddSingleton<InboxRetention>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<AcknowledgementStore>();
        services.AddSingleton<AcknowledgementReader>();
        services.AddSingleton<NotificationReader>();
        services.AddSingleton<AlertReader>();
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<NotificationEndpoints>();
        services.AddSingleton<AlertEndpoints>();
        services.AddSingleton<AcknowledgementEndpoints>();
        services.AddHostedService<InboxKeeper>();
    }

    public static void MapInbox(this WebApplication app)
    {
        // Nothing asks for the gauges; they register themselves with the metrics.
        app.Services.GetRequiredService<InboxGauges>();
        app.Services.GetRequiredService<UnacknowledgedGauge>();
        app.Services.GetRequiredService<WebhookEndpoint>().Map(app);
        app.Services.GetRequiredService<NotificationEndpoints>().Map(app);
        app.Services.GetRequiredService<AlertEndpoints>().Map(app);
        app.Services.GetRequiredService<AcknowledgementEndpoints>().Map(app);
    }
}
