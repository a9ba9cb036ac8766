using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>What of a stack is there: its services with state, health and address, from the engine alone.</summary>
internal static class StackView
{
    public static async Task<IReadOnlyList<ServiceStatus>> ListAsync(IContainerEngine engine, string project, CancellationToken cancellationToken)
    {
        var containers = (await engine.ListContainersAsync(StackLabels.Of(project), cancellationToken))
            .Where(c => !c.Name.EndsWith(StackLabels.ReplacedSuffix, StringComparison.Ordinal)).ToList();
        var rows = await Task.WhenAll(containers.Select(c => DescribeAsync(engine, project, c, cancellationToken)));
        return [.. rows.OrderBy(r => r.Service, StringComparer.Ordinal)];
    }

    /// <summary>The address of a service's API, by the port it listens on inside.</summary>
    public static Uri Address(IEnumerable<ServiceStatus> services, string service, string project)
    {
        var row = services.FirstOrDefault(s => s.Service == service);
        return row is { Address.Length: > 0 }
            ? new(row.Address)
            : throw new StackException("StackNotRunning", StackErrorCategory.ResourceUnavailable,
                $"Service '{service}' of '{project}' is {(row is null ? "not deployed" : row.State + " and publishes no port")}. Start it with: Start-Mem0Monitoring.", service);
    }

    private static async Task<ServiceStatus> DescribeAsync(IContainerEngine engine, string project, ContainerInfo container, CancellationToken cancellationToken)
    {
        var state = await engine.InspectContainerAsync(container.Id, cancellationToken);
        var port = container.Ports.Where(p => p.Protocol == "tcp").OrderBy(p => p.ContainerPort).FirstOrDefault();
        var host = port?.HostIp is null or "" or "0.0.0.0" or "::" ? "127.0.0.1" : port.HostIp;
        return new(
            container.Labels.GetValueOrDefault(StackLabels.Service, container.Name),
            project,
            state?.State ?? "missing",
            state?.Health ?? "none",
            container.Labels.GetValueOrDefault(StackLabels.Signals, ""),
            port is null ? "" : $"http://{host}:{port.HostPort}",
            container.Image,
            state?.StartedAt,
            state?.RestartCount ?? 0,
            state?.MemoryLimit ?? 0,
            container.Id);
    }
}
