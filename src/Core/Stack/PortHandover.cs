using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>A port can move from one service to another, as OTLP's does between the profiles: whoever has it is stopped before anything starts.</summary>
internal static class PortHandover
{
    /// <summary>The running containers of the project that are about to go and publish what another of its services shall publish.</summary>
    public static IReadOnlyList<ContainerInfo> Find(DeploymentPlan plan)
    {
        var leaving = plan.Services.Where(s => s.Change == ServiceChange.Replace).Select(s => s.Existing!).Concat(plan.Orphans);
        return [.. leaving.Where(c => c.State == "running" && IsWanted(plan, c))];
    }

    private static bool IsWanted(DeploymentPlan plan, ContainerInfo container) => plan.Services
        .Where(s => s.Change is ServiceChange.Create or ServiceChange.Start or ServiceChange.Replace && s.Existing?.Id != container.Id)
        .SelectMany(s => s.Spec.Ports)
        .Any(wanted => container.Ports.Any(held => PortConflicts.IsSame(held, wanted)));
}
