namespace Mem0Observability.Web.Alerts;

/// <summary>Where an alert stands on its way to the second tier.</summary>
public enum EscalationState
{
    /// <summary>No page, or over: it never escalates.</summary>
    None,
    Waiting,
    Escalated,
    Acknowledged,
}
