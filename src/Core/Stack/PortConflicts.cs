using System.Diagnostics;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Finds published ports that somebody else holds, before anything is changed, and names the holder.</summary>
internal static class PortConflicts
{
    /// <summary>The engine holds a container's ports before it lists it as running: of one that it starts again by itself, or for a run that was killed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    public static async Task ThrowIfTakenAsync(IContainerEngine engine, DeploymentPlan plan, TimeSpan patience, CancellationToken cancellationToken)
    {
        var starting = plan.Services.Where(s => s.Change is ServiceChange.Create or ServiceChange.Start or ServiceChange.Replace).ToList();
        if (starting.Count == 0) return;
        var watch = Stopwatch.StartNew();
        var leaving = PortHandover.Find(plan).Select(c => c.Id).ToList();
        var containers = await engine.ListContainersAsync(null, cancellationToken);
        foreach (var (service, port) in starting.SelectMany(s => s.Spec.Ports.Where(p => p.Published != 0).Select(p => (s, p))))
        {
            string? owner;
            HashSet<string> ours = [.. leaving, service.Existing?.Id ?? ""];
            while ((owner = Owner(port, ours, containers, engine.Info.IsLocal)) is not null && service.Existing is not null && watch.Elapsed < patience)
            {
                await Task.Delay(s_interval, cancellationToken);
                containers = await engine.ListContainersAsync(null, cancellationToken);
            }

            if (owner is not null)
            {
                throw new StackException("PortInUse", StackErrorCategory.ResourceBusy,
                    $"Port {port.HostIp}:{port.Published}, which service '{service.Spec.Name}' publishes ({port.Position}), is held by {owner}. Stop that, or choose another port: -Variable @{{ {Variable(service.Spec.Name, port.Target)} = '<port>' }}.",
                    service.Spec.Name);
            }
        }
    }

    /// <summary>Who holds the port, or null where it is free.</summary>
    /// <param name="ours">Ids of the containers whose ports count as free.</param>
    public static string? Owner(PortSpec port, IReadOnlySet<string> ours, IReadOnlyList<ContainerInfo> containers, bool isLocal)
    {
        var holders = containers.Where(c => c.State == "running" && c.Ports.Any(p => IsSame(p, port))).ToList();
        if (holders.FirstOrDefault(c => !ours.Contains(c.Id)) is { } holder) return $"container '{holder.Name}'";
        return isLocal && holders.Count == 0 && port.Protocol == "tcp" ? PortOwner.OfTcp(port.HostIp, port.Published) : null;
    }

    /// <summary>Whether the two cannot be published at the same time.</summary>
    public static bool IsSame(PublishedPort held, PortSpec wanted) =>
        held.HostPort == wanted.Published && held.Protocol == wanted.Protocol && Overlap(held.HostIp, wanted.HostIp);

    /// <summary>The variable by which the shipped compose file takes a service's port.</summary>
    /// <param name="port">The port in the container.</param>
    public static string Variable(string service, int port) => port switch
    {
        4317 => "OTLP_GRPC_PORT",
        4318 => "OTLP_HTTP_PORT",
        _ => $"{service.ToUpperInvariant().Replace('-', '_')}_PORT",
    };

    private static bool Overlap(string one, string other) => one == other || IsAny(one) || IsAny(other);

    private static bool IsAny(string address) => address is "" or "0.0.0.0" or "::";
}
