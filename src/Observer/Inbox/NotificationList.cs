namespace Mem0Observability.Observer.Inbox;

internal sealed record NotificationList(IReadOnlyList<NotificationView> Notifications);

internal sealed record NotificationView(
    long Id,
    DateTimeOffset ReceivedAt,
    string Receiver,
    string Status,
    string Fingerprint,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string GeneratorUrl,
    string GroupKey);
