using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;

namespace Mem0Observability.Web.Alerts;

/// <summary>One alert, with what the router and the inbox know beside it.</summary>
/// <param name="MutedBy">Ids of silences and fingerprints of alerts that mute it; empty where it is told.</param>
/// <param name="AcknowledgedBy">Empty where nobody did.</param>
public sealed record AlertRow(
    AlertStatus Alert, IReadOnlyList<string> MutedBy, string AcknowledgedBy, string Comment, DateTimeOffset? AcknowledgedAt, Escalation Escalation)
{
    /// <summary>Only what the inbox received can be acknowledged.</summary>
    public bool CanAcknowledge => Alert.State == "firing" && Alert.ReceivedAt is not null && !Alert.Acknowledged;

    public bool IsDrill => DrillMark.Is(Alert.Labels, Comment);
}

/// <summary>The alerts that were asked for.</summary>
/// <param name="Warnings">Which places did not answer, so that something may be missing.</param>
public sealed record AlertBoard(IReadOnlyList<AlertRow> Rows, IReadOnlyList<string> Warnings);
