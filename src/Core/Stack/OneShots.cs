using Mem0Observability.Compose;
using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>
/// Services that run once and end, such as those that set Elasticsearch up: ended well, they are as they shall be. They are those
/// whose end another service waits for, and those that are neither started again nor checked for health.
/// </summary>
internal static class OneShots
{
    private const string Condition = "service_completed_successfully";

    /// <summary>By the compose file.</summary>
    public static bool Has(ComposeProject project, ServiceSpec service) =>
        (service.HealthCheck is { Test: ["NONE", ..] } && !StartsAgain(service.Restart))
        || project.Services.Values.Any(s => s.DependsOn.TryGetValue(service.Name, out var condition) && condition == DependencyCondition.CompletedSuccessfully);

    /// <summary>By the labels of what runs, which compose writes as well: the names of the services whose end others wait for.</summary>
    public static HashSet<string> Among(IReadOnlyList<ContainerInfo> containers) =>
    [
        .. containers.SelectMany(c => c.Labels.GetValueOrDefault(StackLabels.DependsOn, "").Split(',')).Select(d => d.Split(':')).Where(d => d.ElementAtOrDefault(1) == Condition).Select(d => d[0]),
    ];

    private static bool StartsAgain(string restart) => restart is "always" or "unless-stopped";
}
