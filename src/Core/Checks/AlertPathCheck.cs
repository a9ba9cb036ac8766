using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>A test alert goes through the real rule to the inbox. Its end is not awaited; it takes as long again and proves less.</summary>
internal sealed class AlertPathCheck : ICheck
{
    public string Name => "alert-path";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var drill = new AlertDrill(context.Sources, context.Time);
        var verdict = new Verdict(Name, DrillWatcher.AlertName, context.Time);
        var request = new DrillRequest(WaitForResolved: false);
        await foreach (StackItem item in drill.RunAsync(request, cancellationToken))
        {
            if (item is OutputItem { Value: TestAlertResult result })
                yield return Judge(verdict, result.Outcome == CheckOutcome.Passed, result.Reason, result.Hops);
        }

        string id = context.NewControlId();
        var control = new Verdict(Name, id, context.Time);
        DrillTrack track = await drill.LookOnceAsync(id, cancellationToken);
        yield return NegativeControl.Judge(id, Judge(control, track.Last is not null, track.Last?.ToString() ?? "", track.Hops));
    }

    private static CheckResult Judge(Verdict verdict, bool arrived, string reason, IReadOnlyList<SignalHop> hops) =>
        arrived ? verdict.Passed(reason, hops) : verdict.Failed(reason, hops);
}
