namespace Mem0Observability.Model;

/// <summary>The verdict about one drill.</summary>
public enum DrillOutcome
{
    /// <summary>The rule fired, and every hop was reached.</summary>
    Passed,

    /// <summary>A hop was not reached.</summary>
    Failed,

    /// <summary>Nothing was tried, and the reason says why; this is no pass.</summary>
    NotDrillable,
}

/// <summary>The result of one drill: a shipped rule that was made to fire, and how far its alert got.</summary>
/// <param name="Name">The alert.</param>
/// <param name="Class"><c>availability</c>, <c>performance</c>, <c>errors</c>, <c>resources</c>, <c>database</c>, <c>business</c> or <c>pipeline</c>; empty where it has no drill.</param>
/// <param name="Severity">Of the alert: <c>page</c>, <c>ticket</c> or <c>info</c>; empty where it has no drill.</param>
/// <param name="Method"><c>stop</c>: a service of the demo was stopped. <c>series</c>: made-up series. Empty where it has no drill.</param>
/// <param name="Service">The label <c>service</c> of the alert; <c>drill-…</c> for made-up series.</param>
/// <param name="Outcome">Failed is a hop that was not reached.</param>
/// <param name="Reason">What was seen; for a failure the last hop that was reached, what was seen beyond it, and what to do.</param>
/// <param name="Hops">Every hop in order, each with the time since the fault.</param>
/// <param name="TimeToReceived">From the fault to the inbox having the alert; null where it never arrived.</param>
/// <param name="TimeToResolved">From the end of the fault to the inbox having the resolution; null where that never arrived.</param>
/// <param name="Id">Begins with <c>drill-</c>; in the comment of the acknowledgement.</param>
public sealed record AlertDrillResult(
    string Name,
    string Class,
    string Severity,
    string Method,
    string Service,
    DrillOutcome Outcome,
    string Reason,
    IReadOnlyList<SignalHop> Hops,
    TimeSpan? TimeToReceived,
    TimeSpan? TimeToResolved,
    string Id);
