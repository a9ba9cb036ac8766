using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Stack;

/// <summary>Takes a project away by its labels alone, so that it works without the compose file, and proves that nothing is left.</summary>
internal sealed class StackRemoval(IContainerEngine engine, string project)
{
    /// <summary>Makes the way to the stack's own Alertmanager.</summary>
    public Func<HttpClient, Uri, IAlertRouter> AlertRouter { get; init; } = DeployLease.Alertmanager;

    public async Task<IReadOnlyList<PlanAction>> PlanAsync(bool removeData, CancellationToken cancellationToken)
    {
        var containers = engine.ListContainersAsync(StackLabels.Of(project), cancellationToken);
        var networks = engine.ListNetworksAsync(StackLabels.Of(project), cancellationToken);
        var volumes = engine.ListVolumesAsync(StackLabels.Of(project), cancellationToken);
        return
        [
            .. (await containers).Select(c => new PlanAction("Remove", "container", c.Name, c.State)),
            .. (await networks).Select(n => new PlanAction("Remove", "network", n.Name, "")),
            .. (await volumes).Select(v => removeData ? new PlanAction("Remove", "volume", v.Name, "with its data") : new PlanAction("Keep", "volume", v.Name, "data is kept; -RemoveData removes it")),
        ];
    }

    public IAsyncEnumerable<StackItem> RemoveAsync(bool removeData, CancellationToken cancellationToken) =>
        ItemStream.RunAsync((items, token) => RunAsync(removeData, items, token), cancellationToken);

    private async Task RunAsync(bool removeData, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        var label = StackLabels.Of(project);
        // Asked for together: a removal is mostly the engine's own time, and these would add to it one by one.
        var networks = engine.ListNetworksAsync(label, cancellationToken);
        var volumes = engine.ListVolumesAsync(label, cancellationToken);
        var guests = engine.ListContainersAsync(StackLabels.Join, cancellationToken);
        var containers = await engine.ListContainersAsync(label, cancellationToken);
        await Task.WhenAll(networks, volumes, guests);
        // Kept in Alertmanager's volume, so that a start right afterwards begins quietly as well; with the volume it would go.
        await using var lease = removeData ? null : await DeployLease.TakeAsync(AlertRouter, containers, Services(containers), "A removal stops", items, cancellationToken);
        var done = 0;
        await Task.WhenAll(containers.Select(async c =>
        {
            // Stopping gives a service time to save what it has; with its data gone there is nothing to save it for.
            if (!removeData && c.State is ("running" or "restarting" or "paused")) await engine.StopContainerAsync(c.Id, null, cancellationToken);
            await engine.RemoveContainerAsync(c.Id, cancellationToken);
            items.TryWrite(new ProgressItem("Removing", $"{c.Name} is gone", 100 * Interlocked.Increment(ref done) / containers.Count));
        }));
        var strangers = (await guests).Where(g => containers.All(c => c.Id != g.Id)).ToList();
        await Task.WhenAll((await networks).Select(n => RemoveNetworkAsync(n, strangers, cancellationToken)));
        if (removeData) await Task.WhenAll((await volumes).Select(v => engine.RemoveVolumeAsync(v.Name, cancellationToken)));
        await ThrowIfAnythingIsLeftAsync(removeData, cancellationToken);
    }

    private static HashSet<string> Services(IEnumerable<ContainerInfo> containers) =>
        [.. containers.Where(c => c.State == "running").Select(c => c.Labels.GetValueOrDefault(StackLabels.Service, "")).Where(s => s.Length > 0)];

    /// <summary>Containers of the monitoring that have joined a mem0 network leave it first; anybody else's would make the engine refuse, rightly.</summary>
    private async Task RemoveNetworkAsync(NetworkInfo network, IEnumerable<ContainerInfo> guests, CancellationToken cancellationToken)
    {
        foreach (var guest in guests.Where(g => g.Networks.Contains(network.Name)))
        {
            await engine.DisconnectNetworkAsync(network.Name, guest.Id, cancellationToken);
        }

        await engine.RemoveNetworkAsync(network.Id, cancellationToken);
    }

    private async Task ThrowIfAnythingIsLeftAsync(bool removeData, CancellationToken cancellationToken)
    {
        var left = (await PlanAsync(removeData, cancellationToken)).Where(a => a.Operation == "Remove").ToList();
        if (left.Count > 0)
        {
            throw new StackException("RemoveIncomplete", StackErrorCategory.InvalidResult,
                $"Still there after removing '{project}': {string.Join(", ", left.Select(a => $"{a.Kind} {a.Name}"))}. Somebody made it again or uses it; run the command once more.", project);
        }
    }
}
