using Mem0Observability.Model;

namespace Mem0Observability.Web.Alerts;

/// <summary>What becomes of a page that nobody acknowledges.</summary>
/// <param name="At">When it escalated, or will; null where it does not.</param>
public sealed record Escalation(EscalationState State, DateTimeOffset? At)
{
    /// <summary>The alert that is the second tier.</summary>
    public const string Alert = "Mem0PageUnacknowledged";

    /// <summary>As <c>Mem0PageUnacknowledged</c> has it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(15);

    /// <param name="alert">Of which to tell.</param>
    /// <param name="startsAt">When the router began to tell of it.</param>
    /// <param name="all">Among which that of the second tier is.</param>
    public static Escalation Of(AlertStatus alert, DateTimeOffset? startsAt, IEnumerable<AlertStatus> all)
    {
        if (alert.Severity != "page" || alert.State != "firing" || alert.Name == Alert || alert.Labels.GetValueOrDefault("drill", "") == "true")
            return new Escalation(EscalationState.None, null);
        if (alert.Acknowledged)
            return new Escalation(EscalationState.Acknowledged, null);

        AlertStatus? second = all.FirstOrDefault(a =>
            a.Name == Alert && a.State == "firing" && a.Labels.GetValueOrDefault("unacknowledged", "") == alert.Name && a.Service == alert.Service);
        return second is null
            ? new Escalation(EscalationState.Waiting, (startsAt ?? alert.ActiveSince) + Patience)
            : new Escalation(EscalationState.Escalated, second.ActiveSince);
    }
}
