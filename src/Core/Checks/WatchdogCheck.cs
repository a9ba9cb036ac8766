using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>The alert that always fires is followed from Prometheus through Alertmanager to the observer's inbox.</summary>
internal sealed class WatchdogCheck : ICheck
{
    private const string Alert = "Watchdog";

    /// <summary>A Watchdog that is younger than this may still be on its way for the first time.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    public string Name => "watchdog";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = context.Time.GetTimestamp();
        var verdict = new Verdict(Name, Alert, context.Time);
        AlertTrail trail = await AlertTrail.FollowAsync(context.Sources, Alert, cancellationToken);
        while (!trail.IsComplete && MayStillArrive(context, trail) && context.Time.GetElapsedTime(start) < s_patience)
        {
            await Task.Delay(s_interval, context.Time, cancellationToken);
            trail = await AlertTrail.FollowAsync(context.Sources, Alert, cancellationToken);
        }

        yield return await JudgeAsync(context, verdict, trail, cancellationToken);

        string id = context.NewControlId();
        var control = new Verdict(Name, id, context.Time);
        yield return NegativeControl.Judge(id, Judge(control, await AlertTrail.FollowAsync(context.Sources, id, cancellationToken)));
    }

    private static bool MayStillArrive(CheckContext context, AlertTrail trail) =>
        trail.FiringSince is { } since && context.Time.GetUtcNow() - since < s_young;

    private static async Task<CheckResult> JudgeAsync(CheckContext context, Verdict verdict, AlertTrail trail, CancellationToken cancellationToken)
    {
        if (!trail.IsComplete)
            return Judge(verdict, trail);

        // The inbox has it; whether that is recent enough only the inbox's clock can say.
        WatchdogSight sight = await context.Sources.Inbox.WatchdogAsync(cancellationToken);
        string age = sight.Age is { } a ? FormattableString.Invariant($"{a.TotalSeconds:0} s ago") : "never";
        return sight.Alive
            ? verdict.Passed($"Firing, routed, and last received {age}.", trail.Hops)
            : verdict.Failed($"The observer last received it {age}, which is too long. Prometheus and Alertmanager have it, so the deliveries stopped. See: Get-Mem0Monitoring observer", trail.Hops);
    }

    private static CheckResult Judge(Verdict verdict, AlertTrail trail) =>
        trail.IsComplete ? verdict.Passed("Firing, routed and received.", trail.Hops) : verdict.Failed(trail.Reason, trail.Hops);
}
