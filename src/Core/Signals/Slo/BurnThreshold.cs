namespace Mem0Observability.Signals.Slo;

/// <summary>A burn rate that <c>monitoring/rules/slo_alerts.yml</c> alerts on where both windows exceed it.</summary>
internal sealed record BurnThreshold(double Factor, string Long, string Short, string Severity)
{
    public static IReadOnlyList<BurnThreshold> All { get; } =
    [
        new(14.4, "1h", "5m", "page"),
        new(6, "6h", "30m", "page"),
        new(3, "1d", "2h", "ticket"),
        new(1, "3d", "6h", "ticket"),
    ];

    public bool IsCrossed(IReadOnlyDictionary<string, double> burnRates) =>
        burnRates.GetValueOrDefault(Long) > Factor && burnRates.GetValueOrDefault(Short) > Factor;

    public override string ToString() => FormattableString.Invariant($"{Severity}: over {Factor} x in {Long} and {Short}");
}
