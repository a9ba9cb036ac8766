namespace Mem0Observability.Model;

/// <summary>One time of firing of one alert, as the inbox received it.</summary>
/// <param name="Name">The alert's name.</param>
/// <param name="State"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Severity"><c>page</c>, <c>ticket</c>, <c>info</c> or <c>none</c>; empty where the alert has none.</param>
/// <param name="Service">The mem0 service or component it is about; empty where the alert names none.</param>
/// <param name="StartedAt">When it began to fire.</param>
/// <param name="FirstNotifiedAt">When the inbox first received it; null where only its end was received.</param>
/// <param name="AcknowledgedAt">When somebody acknowledged it; null where nobody did, or it has begun to fire anew since.</param>
/// <param name="AcknowledgedBy">Who acknowledged it; else empty.</param>
/// <param name="AcknowledgeComment">What they said; else empty.</param>
/// <param name="ResolvedAt">When it ended; null while it lasts, or where its end was never received.</param>
/// <param name="Deliveries">What was received of it, and of its escalation, the oldest first.</param>
/// <param name="Chain">The same in one line, each step with the time since it began to fire.</param>
/// <param name="Labels">All labels, the name included.</param>
/// <param name="Fingerprint">Alertmanager's identifier of the label set, 16 hexadecimal digits.</param>
public sealed record AlertHistory(
    string Name,
    string State,
    string Severity,
    string Service,
    DateTimeOffset StartedAt,
    DateTimeOffset? FirstNotifiedAt,
    DateTimeOffset? AcknowledgedAt,
    string AcknowledgedBy,
    string AcknowledgeComment,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<AlertDelivery> Deliveries,
    string Chain,
    IReadOnlyDictionary<string, string> Labels,
    string Fingerprint)
{
    /// <summary>It was a drill or a test alert: nothing was wrong, or it was broken on purpose.</summary>
    public bool Drill { get; init; }
}
