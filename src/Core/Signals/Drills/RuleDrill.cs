using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>One drill: breaks something, follows the alert hop by hop, acknowledges it, heals, follows its end.</summary>
internal sealed class RuleDrill(SignalSources sources, DrillDefinition definition, string id, IDrillFault fault, TimeSpan limit, TimeProvider time)
{
    /// <summary>Several drills look at once; the times come from the places themselves, mostly.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>A container that starts again, its probe, an evaluation and a <c>group_interval</c>, three times over.</summary>
    private static readonly TimeSpan s_resolveLimit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_restoreLimit = TimeSpan.FromSeconds(30);

    private static readonly DrillHop[] s_way =
    [
        DrillHop.Sent, DrillHop.Scraped, DrillHop.Pending, DrillHop.Firing, DrillHop.Routed, DrillHop.Received, DrillHop.Acknowledged, DrillHop.Resolved,
    ];

    private readonly DrillWatcher _watcher = new(sources, fault.Subject, time);

    /// <summary>After a preparation and both waits, and some more.</summary>
    public static TimeSpan TimeToLive(TimeSpan limit) => limit + s_resolveLimit + TimeSpan.FromMinutes(1);

    public async Task<AlertDrillResult> RunAsync(Action<ProgressItem> report, CancellationToken cancellationToken)
    {
        DrillTrack? track = null;
        TimeSpan? healed = null;
        string explanation;
        try
        {
            await fault.PrepareAsync(cancellationToken);
            track = new DrillTrack(id, s_way, time.GetUtcNow());
            await fault.BreakAsync(cancellationToken);
            track.Add(new DrillSighting(DrillHop.Sent, track.Started, definition.Stop is { } service ? $"{service} stopped" : "series set at the observer"), time.GetUtcNow());
            await FollowAsync(track, DrillHop.Received, limit, report, cancellationToken);
            if (track.Reached(DrillHop.Received))
            {
                await AcknowledgeAsync(track, cancellationToken);
                await fault.HealAsync(cancellationToken);
                healed = time.GetUtcNow() - track.Started;
                await FollowAsync(track, DrillHop.Resolved, s_resolveLimit, report, cancellationToken);
            }

            // While the fault still stands, so that what is looked at is what failed.
            explanation = track.Next is { } missing ? await new DrillDiagnosis(sources, fault.Subject).ExplainAsync(track, missing, cancellationToken) : "";
        }
        // Of one drill among several: the others go on, and what it broke is put right below.
        catch (StackException e)
        {
            explanation = $"{(track?.Last is { } last ? $"Last hop that worked: {last}. " : "Nothing was broken yet. ")}{e.Message}";
        }
        finally
        {
            await RestoreAsync();
        }

        return Result(track, explanation, healed);
    }

    private async Task FollowAsync(DrillTrack track, DrillHop goal, TimeSpan within, Action<ProgressItem> report, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        DrillHop? told = null;
        while (true)
        {
            await _watcher.LookAsync(track, cancellationToken);
            if (track.Next is { } next && next != told)
            {
                told = next;
                report(new($"Drill {definition.Alert}", $"{track.Last}; waiting for {DrillTrack.Name(next)}", 100 * s_way.Count(track.Reached) / s_way.Length));
            }

            if (track.Reached(goal) || time.GetElapsedTime(start) >= within)
                return;

            await Task.Delay(s_interval, time, cancellationToken);
        }
    }

    private async Task AcknowledgeAsync(DrillTrack track, CancellationToken cancellationToken)
    {
        var filter = new InboxFilter(AlertName: definition.Alert, Status: "firing", NewestFirst: true);
        IReadOnlyList<InboxNotification> received = await sources.Inbox.NotificationsAsync(filter, cancellationToken);
        string fingerprint = received.First(n => fault.Subject.Is(n.Labels)).Fingerprint;
        InboxAlert alert = await sources.Inbox.AcknowledgeAsync(fingerprint, "drill", DrillMark.Comment(id), cancellationToken);
        track.Add(new DrillSighting(DrillHop.Acknowledged, alert.Acknowledged?.At, "by the drill"), time.GetUtcNow());
    }

    /// <summary>Also after Ctrl+C. Made-up series lapse by themselves when this fails; a container does not, so that is told.</summary>
    private async Task RestoreAsync()
    {
        using var cleanup = new CancellationTokenSource(s_restoreLimit, time);
        try
        {
            await fault.RestoreAsync(cleanup.Token);
        }
        catch (StackException) when (definition.Stop is null)
        {
        }
        catch (OperationCanceledException) when (definition.Stop is null && cleanup.IsCancellationRequested)
        {
        }
    }

    private AlertDrillResult Result(DrillTrack? track, string explanation, TimeSpan? healed)
    {
        TimeSpan? received = track?.Elapsed(DrillHop.Received);
        TimeSpan? resolved = track?.Elapsed(DrillHop.Resolved) - healed;
        bool passed = explanation.Length == 0;
        string reason = passed
            ? FormattableString.Invariant($"Received {received?.TotalSeconds:0.0} s after the fault, resolved {resolved?.TotalSeconds:0.0} s after its end.")
            : explanation;
        string service = definition.Stop is null ? id : definition.Service;
        return new(
            definition.Alert, definition.Class, definition.Severity, definition.Method, service,
            passed ? DrillOutcome.Passed : DrillOutcome.Failed, reason, track?.Hops ?? [], received, resolved, id);
    }
}
