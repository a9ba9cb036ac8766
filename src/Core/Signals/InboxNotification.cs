namespace Mem0Observability.Signals;

/// <summary>One alert of one notification that the inbox received; <see cref="Status"/> is <c>firing</c> or <c>resolved</c>.</summary>
internal sealed record InboxNotification(
    long Id,
    DateTimeOffset ReceivedAt,
    string Receiver,
    string Status,
    string Fingerprint,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations)
{
    public string Name => Labels.GetValueOrDefault("alertname", "");

    public string Service => Labels.GetValueOrDefault("service", "");
}
