namespace Mem0Observability.Signals;

/// <summary>An alert as the router holds it.</summary>
/// <param name="State"><c>active</c>, <c>suppressed</c> or <c>unprocessed</c>.</param>
/// <param name="StartsAt">When it started firing.</param>
/// <param name="UpdatedAt">When the router last heard of it.</param>
/// <param name="Receivers">The receivers that it is routed to.</param>
/// <param name="MutedBy">Ids of silences, fingerprints of inhibiting alerts, names of mute times.</param>
internal sealed record RoutedAlert(
    string Fingerprint,
    string State,
    DateTimeOffset? StartsAt,
    DateTimeOffset? UpdatedAt,
    IReadOnlyList<string> Receivers,
    IReadOnlyList<string> MutedBy,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations)
{
    public string Name => Labels.GetValueOrDefault("alertname", "");
}
