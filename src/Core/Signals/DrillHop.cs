namespace Mem0Observability.Signals;

/// <summary>The hops of a drill or test alert, in the order in which it reaches them.</summary>
internal enum DrillHop
{
    /// <summary>The fault is there: the observer exposes it, or the router took the post.</summary>
    Sent,

    /// <summary>Prometheus has a sample of it.</summary>
    Scraped,

    /// <summary>The rule's condition is true.</summary>
    Pending,

    /// <summary>It was true for as long as the rule asks.</summary>
    Firing,

    /// <summary>Alertmanager has it.</summary>
    Routed,

    /// <summary>The inbox has the notification.</summary>
    Received,

    /// <summary>The drill has acknowledged it there; a test alert is not.</summary>
    Acknowledged,

    /// <summary>The inbox has the notification of its end.</summary>
    Resolved,
}
