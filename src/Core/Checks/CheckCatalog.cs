using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>All checks, in the order in which a signal travels; reports keep it.</summary>
internal static class CheckCatalog
{
    private static readonly ICheck[] s_all =
    [
        new ContainersCheck(),
        new TargetsCheck(),
        new MetricsCheck(),
        new ProbesCheck(),
        new LogsCheck(),
        new TracesCheck(),
        new CorrelationCheck(),
        new DashboardsCheck(),
        new RulesCheck(),
        new WatchdogCheck(),
        new AlertPathCheck(),
        new ReceiversCheck(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(c => c.Name)];

    /// <param name="names">Empty for all but the dashboards: panels need minutes of traffic before they are full, the path of a signal does not.</param>
    public static IReadOnlyList<ICheck> Select(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(n => !Names.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new StackException(
                "CheckUnknown",
                StackErrorCategory.ObjectNotFound,
                $"There is no check named '{unknown}'. Known checks: {string.Join(", ", Names)}.",
                unknown);
        }

        if (names.Count == 0) return [.. s_all.Where(c => c is not DashboardsCheck)];
        // Who names the receivers wants to see a notification arrive.
        return [.. s_all.Where(c => names.Contains(c.Name, StringComparer.OrdinalIgnoreCase)).Select(c => c is ReceiversCheck ? new ReceiversCheck(sends: true) : c)];
    }
}
