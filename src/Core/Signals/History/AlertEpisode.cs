using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Signals.History;

/// <summary>The notifications of one time of firing, the oldest first, and what is known beside them.</summary>
/// <param name="Escalations">The notifications of <c>Mem0PageUnacknowledged</c> about this alert while it lasted.</param>
internal sealed record AlertEpisode(
    IReadOnlyList<InboxNotification> Notifications, IReadOnlyList<InboxNotification> Escalations, Acknowledgement? Acknowledged)
{
    private InboxNotification Last => Notifications[^1];

    private DateTimeOffset StartedAt => Last.StartsAt ?? Notifications[0].ReceivedAt;

    public AlertHistory ToHistory()
    {
        InboxNotification? resolved = Notifications.FirstOrDefault(n => n.Status == "resolved");
        return new AlertHistory(
            Last.Name,
            Last.Status,
            Last.Labels.GetValueOrDefault("severity", ""),
            Last.Service,
            StartedAt,
            Notifications.FirstOrDefault(n => n.Status == "firing")?.ReceivedAt,
            Acknowledged?.At,
            Acknowledged?.By ?? "",
            Acknowledged?.Comment ?? "",
            Last.Status == "resolved" ? resolved?.EndsAt ?? resolved?.ReceivedAt : null,
            [.. Notifications.Concat(Escalations).OrderBy(n => n.ReceivedAt).Select(n => new AlertDelivery(n.ReceivedAt, n.Name, n.Status, n.Receiver))],
            Chain(resolved),
            Last.Labels,
            Last.Fingerprint)
        {
            Drill = DrillMark.Is(Last.Labels, Acknowledged?.Comment ?? ""),
        };
    }

    private string Chain(InboxNotification? resolved)
    {
        (DateTimeOffset? At, string What)[] steps =
        [
            (Notifications.FirstOrDefault(n => n.Status == "firing")?.ReceivedAt, "notified"),
            (Escalations.FirstOrDefault(n => n.Status == "firing")?.ReceivedAt, "escalated"),
            (Acknowledged?.At, $"acknowledged by {Acknowledged?.By}"),
            (resolved?.ReceivedAt, "resolved"),
        ];
        return string.Join(" > ", steps.Where(s => s.At is not null).OrderBy(s => s.At).Select(s => $"{s.What} {After(s.At!.Value)}"));
    }

    private string After(DateTimeOffset at) => at <= StartedAt ? "0 s" : DurationText.Of(at - StartedAt);
}
