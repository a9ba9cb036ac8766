namespace Mem0Observability.Stack;

/// <summary>What a plan will take of the machine and of the network; nobody is asked for it.</summary>
internal static class PlanSummary
{
    private const long Mebibyte = 1024 * 1024;

    public static IReadOnlyList<string> Of(DeploymentPlan plan) =>
    [
        Memory(plan),
        List("Images to download", plan.Images.Where(i => i.Build is null)),
        List("Images to build here", plan.Images.Where(i => i.Build is not null)),
    ];

    private static string Memory(DeploymentPlan plan)
    {
        var limits = plan.Services.Select(s => (s.Spec.Name, Limit: (s.Spec.MemoryLimit ?? 0) / Mebibyte)).OrderByDescending(s => s.Limit).ThenBy(s => s.Name, StringComparer.Ordinal).ToList();
        return $"Memory limits: {limits.Sum(l => l.Limit)} MiB in all ({string.Join(", ", limits.Select(l => $"{l.Name} {(l.Limit == 0 ? "unlimited" : l.Limit)}"))}).";
    }

    private static string List(string what, IEnumerable<ImagePlan> images)
    {
        var references = images.Select(i => i.Reference).Order(StringComparer.Ordinal).ToList();
        return references.Count == 0 ? $"{what}: none." : $"{what}: {references.Count} ({string.Join(", ", references)}).";
    }
}
