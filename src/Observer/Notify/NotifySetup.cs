using Mem0Observability.Observer.Hosting;
using Mem0Observability.Signals;

namespace Mem0Observability.Observer.Notify;

internal static class NotifySetup
{
    public static void AddDeadMansSwitch(this IServiceCollection services, ObserverOptions options)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ChannelFile>(provider, options.Channels));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SwitchFile>(provider, options.DataDirectory));
        services.AddSingleton<OutageInbox>();
        services.AddSingleton<MailSender>();
        // The stack's own: without a proxy. People's services: by the proxy of the environment, where there is one.
        services.AddKeyedSingleton(nameof(PathProbe), (_, _) => StackHttp.Create());
        services.AddSingleton(provider => new PathProbe(provider.GetRequiredKeyedService<HttpClient>(nameof(PathProbe)), options.Canaries.Prometheus, options.Alertmanager));
        services.AddKeyedSingleton(nameof(HttpSender), (_, _) => Outward());
        services.AddSingleton(provider => new HttpSender(provider.GetRequiredKeyedService<HttpClient>(nameof(HttpSender))));
        services.AddSingleton<ChannelSender>();
        services.AddSingleton<DeadMansSwitch>();
        services.AddHostedService<SwitchLoop>();
    }

    /// <summary>The limit of an attempt is <see cref="ChannelSender"/>'s; a redirect would carry the secret somewhere else.</summary>
#pragma warning disable CA2000 // The client disposes the handler.
    private static HttpClient Outward() => new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }, disposeHandler: true)
#pragma warning restore CA2000
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
