using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>What the user runs afterwards, in words; nothing is started here.</summary>
internal static class NextStep
{
    private const string Override = "docker-compose.monitoring.";

    public static IEnumerable<string> AfterInstall(InstrumentationPlan plan) =>
        from layout in Touched(plan)
        let overrides = plan.Changes.Where(c => c.After is not null && IsOverride(layout, c.Target)).Select(c => " -f " + c.Target[(layout.Folder.Length + 1)..])
        where overrides.Any()
        select $"Start it with the instrumentation, in {CheckoutPath.Full(plan.Root, layout.Folder)}:\n    docker compose -f {layout.ComposeFile}{string.Concat(overrides)} up -d";

    public static IEnumerable<string> AfterUninstall(InstrumentationPlan plan) =>
        from layout in Touched(plan)
        where plan.Changes.Any(c => c.Action == InstrumentationAction.Removed && IsOverride(layout, c.Target))
        select $"Start it without the instrumentation, in {CheckoutPath.Full(plan.Root, layout.Folder)}:\n    docker compose -f {layout.ComposeFile} up -d";

    private static IEnumerable<CheckoutLayout> Touched(InstrumentationPlan plan) => CheckoutLayout.All.Where(l => plan.Changes.Any(c => c.Layout == l.Name));

    private static bool IsOverride(CheckoutLayout layout, string target) => target.StartsWith($"{layout.Folder}/{Override}", StringComparison.Ordinal);
}
