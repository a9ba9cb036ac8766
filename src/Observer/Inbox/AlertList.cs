namespace Mem0Observability.Observer.Inbox;

internal sealed record AlertList(IReadOnlyList<AlertView> Alerts);

/// <summary>The current state of one fingerprint.</summary>
/// <param name="StartsAt">Start of the current, or last, time of firing.</param>
/// <param name="FirstReceivedAt">First notification that the inbox remembers of this fingerprint.</param>
/// <param name="Notifications">Notifications received since then.</param>
internal sealed record AlertView(
    string Fingerprint,
    string Status,
    DateTimeOffset StartsAt,
    DateTimeOffset FirstReceivedAt,
    DateTimeOffset LastReceivedAt,
    DateTimeOffset? ResolvedAt,
    long Notifications,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    AcknowledgementView? Acknowledged);

internal sealed record AcknowledgementView(DateTimeOffset At, string By, string Comment);
