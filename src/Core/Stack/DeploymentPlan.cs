using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

internal enum ServiceChange
{
    Keep,
    Start,
    Create,
    Replace,
    Stop,
}

/// <summary>What happens to one service. <see cref="Existing"/> is null for Create.</summary>
internal sealed record ServicePlan(ServiceSpec Spec, string ContainerName, string Hash, ContainerInfo? Existing, ServiceChange Change, string Reason);

/// <summary>An image that is not there, or not from this source folder; <see cref="Service"/> is the first that needs it.</summary>
internal sealed record ImagePlan(ServiceSpec Service, ImageBuild? Build, string Reason)
{
    public string Reference => Service.Image;
}

/// <summary>A running container that must be attached to a network which is not in the file (mem0's own).</summary>
internal sealed record JoinPlan(string Service, string Network);

/// <summary>The whole difference between a compose project and the engine.</summary>
internal sealed record DeploymentPlan(
    ComposeProject Project,
    IReadOnlyList<ImagePlan> Images,
    IReadOnlyList<NetworkSpec> Networks,
    IReadOnlyList<VolumeSpec> Volumes,
    IReadOnlyList<ServicePlan> Services,
    IReadOnlyList<ContainerInfo> Orphans,
    IReadOnlyList<JoinPlan> Joins)
{
    public bool IsEmpty => Actions.All(a => a.Operation == "Keep");

    /// <summary>The plan as rows, in the order in which it is carried out.</summary>
    public IEnumerable<PlanAction> Actions =>
    [
        .. Images.Select(i => new PlanAction(i.Build is null ? "Pull" : "Build", "image", i.Reference, i.Reason)),
        .. Networks.Select(n => new PlanAction("Create", "network", n.Name, "missing")),
        .. Volumes.Select(v => new PlanAction("Create", "volume", v.Name, "missing")),
        .. Services.Select(s => new PlanAction(s.Change.ToString(), "container", s.ContainerName, s.Reason)),
        .. Joins.Select(j => new PlanAction("Join", "network", j.Network, $"service '{j.Service}' must reach the mem0 services")),
        .. Orphans.Select(o => new PlanAction("Remove", "container", o.Name, o.Name.EndsWith(StackLabels.ReplacedSuffix, StringComparison.Ordinal) ? "left over from an interrupted replacement" : "not in the file")),
    ];
}
