namespace Mem0Observability.Model;

/// <summary>An alert, merged from the metric store (pending, firing), the alert router and the inbox's history.</summary>
/// <param name="Name">The alert's name, for example <c>Mem0ServiceDown</c>.</param>
/// <param name="State"><c>pending</c>, <c>firing</c> or <c>resolved</c>.</param>
/// <param name="Severity"><c>page</c>, <c>ticket</c>, <c>info</c> or <c>none</c>; empty where the alert has none.</param>
/// <param name="Service">The mem0 service or component it is about; empty where the alert names none.</param>
/// <param name="ActiveSince">When the condition became true (metric store), else when the alert started firing (router, inbox).</param>
/// <param name="ReceivedAt">When the inbox first received this alert; null where it never did, or the inbox cannot be reached.</param>
/// <param name="ResolvedAt">When it ended; null while it lasts, or where only its absence is known.</param>
/// <param name="Acknowledged">Whether somebody acknowledged it in the inbox.</param>
/// <param name="Summary">The alert's <c>summary</c> annotation.</param>
/// <param name="Labels">All labels, the name included.</param>
/// <param name="Annotations">All annotations.</param>
/// <param name="Fingerprint">Alertmanager's identifier of the label set, 16 hexadecimal digits.</param>
public sealed record AlertStatus(
    string Name,
    string State,
    string Severity,
    string Service,
    DateTimeOffset? ActiveSince,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? ResolvedAt,
    bool Acknowledged,
    string Summary,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string Fingerprint);
