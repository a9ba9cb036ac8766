using Mem0Observability.Observer.Hosting;

namespace Mem0Observability.Observer.Tail;

internal static class TailSetup
{
    public static void AddContainerLogs(this IServiceCollection services, ObserverOptions options)
    {
        // The engine's folder is on Linux only; elsewhere it is inside the engine's virtual machine, where the observer runs as a container too.
        if (options.ContainerLogs.Length == 0 || !OperatingSystem.IsLinux())
            return;
        services.AddSingleton<TailNotes>();
        services.AddSingleton<TailMetrics>();
        services.AddSingleton(provider => new ContainerFolder(options.ContainerLogs, provider.GetRequiredService<TailNotes>()));
        services.AddSingleton<ContainerTail>();
        services.AddHostedService<TailService>();
    }
}
