using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Asks a check about something that does not exist. A check that finds it would find anything, and proves nothing.</summary>
internal static class NegativeControl
{
    public const string Target = "negative control";

    /// <summary>A service of which nothing exists.</summary>
    public static SignalService Service(string id) => new()
    {
        Name = id,
        Position = new SourcePosition(Target, 1, 1),
        Job = id,
        Metrics = [id],
        Probe = id,
        Logs = true,
        Traces = true,
        Alert = id,
        Container = id,
        Seen = id,
    };

    /// <param name="id">What was asked for.</param>
    /// <param name="answer">What the check said about it, by the code that judges the real ones.</param>
    public static CheckResult Judge(string id, CheckResult answer)
    {
        bool found = answer.Outcome != CheckOutcome.Failed;
        return answer with
        {
            Target = Target,
            Outcome = found ? CheckOutcome.Failed : CheckOutcome.Passed,
            Reason = found
                ? $"Negative control: '{id}' does not exist, and this check found it. It would pass whatever happens, so none of its results count. It saw: {answer.Reason}"
                : $"'{id}' does not exist and was not found, as it must be.",
        };
    }
}
