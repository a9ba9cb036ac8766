namespace Mem0Observability.Model;

/// <summary>The verdict of a check. "Not running" and "no data" are failures, never skips.</summary>
public enum CheckOutcome
{
    /// <summary>What should be there was seen, and the negative control was not.</summary>
    Passed,

    /// <summary>It works, and something about it deserves attention.</summary>
    Warning,

    /// <summary>What should be there was not seen, or the check's own negative control was.</summary>
    Failed,
}

/// <summary>One hop of a signal's way, for example <c>scraped</c> or <c>routed</c>.</summary>
/// <param name="Name">The hop, in the field's terms.</param>
/// <param name="Reached">Whether the signal was seen there.</param>
/// <param name="Elapsed">Time since the probe was sent in; null where the hop was not reached or has no time.</param>
/// <param name="Detail">What was seen: a value, an address, an answer.</param>
public sealed record SignalHop(string Name, bool Reached, TimeSpan? Elapsed, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => Elapsed is { } t
        ? FormattableString.Invariant($"{Name} {t.TotalSeconds:0.0}s")
        : Reached ? Name : $"{Name} MISSING";
}

/// <summary>The result of one check on one target. A failed check is output, not an error.</summary>
/// <param name="Name">The check, for example <c>metrics</c>.</param>
/// <param name="Target">The service or rule that was checked.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Reason">What was seen; for a failure also the last hop that worked and what to do.</param>
/// <param name="Duration">How long the check took.</param>
/// <param name="Hops">The way of the signal, where the check follows one.</param>
public sealed record CheckResult(
    string Name,
    string Target,
    CheckOutcome Outcome,
    string Reason,
    TimeSpan Duration,
    IReadOnlyList<SignalHop> Hops);
