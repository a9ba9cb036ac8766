using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Makes the result of one check on one target; the clock runs from its making.</summary>
internal sealed class Verdict(string check, string target, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public CheckResult Passed(string reason, params IReadOnlyList<SignalHop> hops) => Result(CheckOutcome.Passed, reason, hops);

    public CheckResult Warning(string reason, params IReadOnlyList<SignalHop> hops) => Result(CheckOutcome.Warning, reason, hops);

    public CheckResult Failed(string reason, params IReadOnlyList<SignalHop> hops) => Result(CheckOutcome.Failed, reason, hops);

    private CheckResult Result(CheckOutcome outcome, string reason, IReadOnlyList<SignalHop> hops) =>
        new(check, target, outcome, reason, time.GetElapsedTime(_start), hops);
}
