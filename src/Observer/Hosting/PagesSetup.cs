using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Web;

namespace Mem0Observability.Observer.Hosting;

/// <summary>Tells the pages where to ask. They use the same interfaces as the commands, so that they are the same in both profiles.</summary>
internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services, ObserverOptions options)
    {
        services.AddKeyedSingleton(typeof(PagesSetup), (_, _) => StackHttp.Create());
        services.AddSingleton(s => SignalSources.Connect(s.GetRequiredKeyedService<HttpClient>(typeof(PagesSetup)), Endpoints(options)));
        services.AddWeb(options.Web with { Keys = Path.Combine(options.DataDirectory, "keys") });
    }

    private static StackEndpoints Endpoints(ObserverOptions options)
    {
        Uri self = options.Web.Observer ?? Own(options.Urls);
        var logs = options.Remote is { } remote
            ? new LogStoreEndpoint(remote.Logs, LogStoreKind.Elasticsearch, remote.Credential())
            : new LogStoreEndpoint(self, LogStoreKind.Observer);
        return new StackEndpoints(options.Canaries.Prometheus, options.Alertmanager, self, logs, options.Remote?.Traces ?? self, self);
    }

    /// <summary>The first address that is listened on, as it is reached from here.</summary>
    private static Uri Own(string urls)
    {
        BindingAddress first = BindingAddress.Parse(urls.Split(';')[0]);
        return new Uri($"http://127.0.0.1:{first.Port}");
    }
}
