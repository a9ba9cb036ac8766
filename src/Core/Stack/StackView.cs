using System.Diagnostics;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Stack;

/// <summary>What of a stack is there: its services with state, health and address, from the engine alone.</summary>
internal static class StackView
{
    /// <summary>Several of the shipped health checks' intervals of 5 s.</summary>
    private static readonly TimeSpan s_settleLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_settleInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>OTLP/HTTP in the container: of the observer, or of the Collector.</summary>
    private const int OtlpPort = 4318;

    private const string Collector = "otel-collector";

    public static async Task<IReadOnlyList<ServiceStatus>> ListAsync(IContainerEngine engine, string project, CancellationToken cancellationToken)
    {
        var containers = (await engine.ListContainersAsync(StackLabels.Of(project), cancellationToken))
            .Where(c => !c.Name.EndsWith(StackLabels.ReplacedSuffix, StringComparison.Ordinal) && !c.Name.EndsWith(StackLabels.CheckSuffix, StringComparison.Ordinal)).ToList();
        var oneShots = OneShots.Among(containers);
        var rows = await Task.WhenAll(containers.Select(c => DescribeAsync(engine, project, c, cancellationToken)));
        return
        [
            .. rows.OrderBy(r => r.Service, StringComparer.Ordinal).Select(r => r with
            {
                State = r is { State: "exited", ExitCode: 0 } && (r.RunsOnce || oneShots.Contains(r.Service)) ? ServiceStatus.Completed : r.State,
                Credentials = SignIn.To(r.Service, containers),
            }),
        ];
    }

    /// <summary>The mem0 services: containers of other projects that share a network with a monitoring service which has joined it.</summary>
    public static async Task<IReadOnlyList<ServiceStatus>> ListWatchedAsync(IContainerEngine engine, string project, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(null, cancellationToken);
        var joined = containers.Where(c => IsOf(c, project) && c.Labels.ContainsKey(StackLabels.Join)).SelectMany(c => c.Networks).ToHashSet(StringComparer.Ordinal);
        var watched = containers.Where(c => !IsOf(c, project) && c.Labels.ContainsKey(StackLabels.Service) && c.Networks.Any(joined.Contains));
        return await Task.WhenAll(watched.Select(c => DescribeAsync(engine, c.Labels.GetValueOrDefault(StackLabels.Project, ""), c, cancellationToken)));
    }

    /// <summary>The stack's and the mem0 services, once the engine has made up its mind about those that have just started.</summary>
    public static async Task<IReadOnlyList<ServiceStatus>> ListSettledAsync(IContainerEngine engine, string project, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            IReadOnlyList<ServiceStatus> all = [.. await ListAsync(engine, project, cancellationToken), .. await ListWatchedAsync(engine, project, cancellationToken)];
            if (watch.Elapsed > s_settleLimit || !all.Any(s => s is { State: "running", Health: "starting" })) return all;
            await Task.Delay(s_settleInterval, cancellationToken);
        }
    }

    /// <summary>An address is only there where something runs.</summary>
    public static void RequireDeployed(IReadOnlyList<ServiceStatus> services, string project)
    {
        if (services.Count == 0)
        {
            throw new StackException("StackNotRunning", StackErrorCategory.ResourceUnavailable,
                $"Nothing of '{project}' is deployed on this engine. Start it with: Start-Mem0Monitoring.", project);
        }
    }

    /// <summary>Where the stack's APIs are. A service that is not running keeps the shipped port, so that asking it says that it is unreachable there.</summary>
    public static StackEndpoints Endpoints(IReadOnlyList<ServiceStatus> services, string project)
    {
        RequireDeployed(services, project);
        return new(
            Address("prometheus"),
            Address("alertmanager"),
            Address("observer"),
            Has("elasticsearch") ? new(Address("elasticsearch"), LogStoreKind.Elasticsearch) : new(Address("observer"), LogStoreKind.Observer),
            Address(Has("jaeger") ? "jaeger" : "observer"),
            // In Full the observer has an address of its own as well, and nothing behind it.
            services.OrderByDescending(s => s.Service == Collector).Select(s => s.Otlp).FirstOrDefault(o => o is not null) ?? new("http://127.0.0.1:4318"));

        bool Has(string service) => services.Any(s => s.Service == service);

        Uri Address(string service) => new(
            services.FirstOrDefault(s => s.Service == service)?.Address is { Length: > 0 } address ? address : $"http://127.0.0.1:{ApiPort(service)}");
    }

    /// <summary>The port of a service's query API in its container, and as the compose file publishes it; 0 for services without one.</summary>
    private static int ApiPort(string service) => service switch
    {
        "prometheus" => 9090,
        "alertmanager" => 9093,
        "observer" => 9095,
        "elasticsearch" => 9200,
        "jaeger" => 16686,
        _ => 0,
    };

    private static string Host(PublishedPort port) => port.HostIp is "" or "0.0.0.0" or "::" ? "127.0.0.1" : port.HostIp;

    private static bool IsOf(ContainerInfo container, string project) => container.Labels.GetValueOrDefault(StackLabels.Project) == project;

    private static async Task<ServiceStatus> DescribeAsync(IContainerEngine engine, string project, ContainerInfo container, CancellationToken cancellationToken)
    {
        var state = await engine.InspectContainerAsync(container.Id, cancellationToken);
        var service = container.Labels.GetValueOrDefault(StackLabels.Service, container.Name);
        // OTLP's 4317 and 4318 are lower than what can be asked.
        var port = container.Ports.Where(p => p.Protocol == "tcp").OrderBy(p => p.ContainerPort != ApiPort(service)).ThenBy(p => p.ContainerPort).FirstOrDefault();
        return new(
            service,
            project,
            state?.State ?? "missing",
            state?.Health ?? "none",
            container.Labels.GetValueOrDefault(StackLabels.Signals, ""),
            port is null ? "" : $"http://{Host(port)}:{port.HostPort}",
            container.Image,
            state?.StartedAt,
            state?.RestartCount ?? 0,
            state?.MemoryLimit ?? 0,
            container.Id)
        {
            ExitCode = state?.ExitCode,
            RunsOnce = state?.RunsOnce ?? false,
            Otlp = container.Ports.FirstOrDefault(p => p is { Protocol: "tcp", ContainerPort: OtlpPort }) is { } otlp ? new($"http://{Host(otlp)}:{otlp.HostPort}") : null,
        };
    }
}
