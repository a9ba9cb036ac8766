using Mem0Observability.Compose;
using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>Makes the container of a service, with compose's labels and all its networks.</summary>
internal sealed class ContainerFactory(IContainerEngine engine, DeploymentPlan plan, DeploymentOptions options)
{
    public async Task<string> CreateAsync(ServicePlan service, CancellationToken cancellationToken)
    {
        var id = await engine.CreateContainerAsync(Describe(service), cancellationToken);
        // Engines before API 1.44 take one network at creation.
        foreach (var (name, aliases) in NetworksOf(service.Spec).Skip(1)) await engine.ConnectNetworkAsync(name, id, aliases, cancellationToken);
        return id;
    }

    /// <summary>What the engine is asked for, with the first of the networks.</summary>
    public ContainerRequest Describe(ServicePlan service)
    {
        var volumes = plan.Project.Volumes.ToDictionary(v => v.Key, v => v.Value.Name);
        var first = NetworksOf(service.Spec).FirstOrDefault();
        return new(service.ContainerName, service.Spec, Labels(service), volumes, first.Name, first.Aliases ?? []);
    }

    /// <summary>Attaches the container to the mem0 networks that it is not attached to yet.</summary>
    public async Task JoinAsync(ServicePlan service, string id, CancellationToken cancellationToken)
    {
        foreach (var join in plan.Joins.Where(j => j.Service == service.Spec.Name))
        {
            await engine.ConnectNetworkAsync(join.Network, id, NetworkJoin.Aliases(service.Spec.Labels), cancellationToken);
        }
    }

    private IEnumerable<(string Name, IReadOnlyList<string> Aliases)> NetworksOf(ServiceSpec service) =>
        service.Networks.Select(n => (plan.Project.Networks[n.Key].Name, (IReadOnlyList<string>)[service.Name, .. n.Value]));

    private Dictionary<string, string> Labels(ServicePlan service) => new(service.Spec.Labels)
    {
        [StackLabels.Project] = plan.Project.Name,
        [StackLabels.Service] = service.Spec.Name,
        [StackLabels.Number] = "1",
        [StackLabels.OneOff] = "False",
        [StackLabels.ComposeHash] = service.Hash,
        [StackLabels.ConfigHash] = service.Hash,
        [StackLabels.WorkingDirectory] = plan.Project.Directory,
        [StackLabels.ConfigFiles] = string.Join(',', plan.Project.Files),
        [StackLabels.DependsOn] = string.Join(',', service.Spec.DependsOn.Select(d => $"{d.Key}:{Condition(d.Value)}:false")),
        [StackLabels.ImageSource] = options.ImageSource,
    };

    private static string Condition(DependencyCondition condition) => condition switch
    {
        DependencyCondition.Healthy => "service_healthy",
        DependencyCondition.CompletedSuccessfully => "service_completed_successfully",
        _ => "service_started",
    };
}
