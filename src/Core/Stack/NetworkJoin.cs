using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>Attaches the running monitoring services that must reach mem0 to a network that has just come up.</summary>
internal static class NetworkJoin
{
    /// <summary>Returns how many containers were attached.</summary>
    public static async Task<int> JoinAsync(IContainerEngine engine, string monitoringProject, string network, CancellationToken cancellationToken)
    {
        var guests = (await engine.ListContainersAsync(StackLabels.Of(monitoringProject), cancellationToken))
            .Where(c => c.Labels.ContainsKey(StackLabels.Join) && !c.Networks.Contains(network)).ToList();
        await Task.WhenAll(guests.Select(c => engine.ConnectNetworkAsync(network, c.Id, Aliases(c.Labels), cancellationToken)));
        return guests.Count;
    }

    /// <summary>On mem0's network the service names belong to mem0's services; only what the label says is added to them.</summary>
    public static IReadOnlyList<string> Aliases(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(StackLabels.JoinAs, out var name) ? [name] : [];
}
