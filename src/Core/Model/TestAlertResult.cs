namespace Mem0Observability.Model;

/// <summary>The result of one test alert: how far it got, and when it was where.</summary>
/// <param name="Id">The drill's identifier, carried by the alert as its label <c>drill_id</c>.</param>
/// <param name="Path"><c>rule</c> (gauge, scrape, rule, router, inbox) or <c>direct</c> (posted to the router).</param>
/// <param name="Outcome">Passed when every awaited hop was reached.</param>
/// <param name="Reason">What was seen; for a failure the last hop that was reached, what was seen beyond it, and what to do.</param>
/// <param name="Hops">Every hop in order, each with the time since the alert was sent in.</param>
/// <param name="TimeToReceived">From sending it in to the inbox having it; null where it never arrived.</param>
/// <param name="TimeToResolved">From sending it in to the inbox having the resolution; null where that never arrived or was not awaited.</param>
public sealed record TestAlertResult(
    string Id,
    string Path,
    CheckOutcome Outcome,
    string Reason,
    IReadOnlyList<SignalHop> Hops,
    TimeSpan? TimeToReceived,
    TimeSpan? TimeToResolved);
