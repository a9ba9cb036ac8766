namespace Mem0Observability.Observer.Inbox;

/// <summary>One accepted webhook request: a group of alerts that Alertmanager notified a receiver of.</summary>
internal sealed record Delivery(string Receiver, string GroupKey, IReadOnlyList<NotifiedAlert> Alerts);

/// <summary>One alert of a delivery. <paramref name="Status"/> is <c>firing</c> or <c>resolved</c>.</summary>
internal sealed record NotifiedAlert(
    string Fingerprint,
    string Status,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string GeneratorUrl)
{
    public const string Firing = "firing";
    public const string Resolved = "resolved";

    public string Name => Labels.GetValueOrDefault("alertname", "");
}
