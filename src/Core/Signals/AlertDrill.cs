using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Sends a test alert, follows it hop by hop to the inbox, ends it, and follows its end.</summary>
internal sealed class AlertDrill(SignalSources sources, TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan s_cleanupLimit = TimeSpan.FromSeconds(5);

    /// <summary>A progress item per hop, then one <see cref="TestAlertResult"/>. Fails only where the alert cannot be sent in.</summary>
    public async IAsyncEnumerable<StackItem> RunAsync(DrillRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IDrillPath path = request.Direct ? new DirectPath(sources.Router, request, time) : new RulePath(sources.Inbox, request);
        IReadOnlyList<DrillHop> way = request.WaitForResolved ? [.. path.Way, DrillHop.Resolved] : path.Way;
        DrillSubject subject = DrillSubject.TestAlert(request.Id);
        var watcher = new DrillWatcher(sources, subject, time);
        var track = new DrillTrack(request.Id, way, time.GetUtcNow());
        string explanation = "";
        bool ended = false;
        try
        {
            await path.StartAsync(cancellationToken);
            // All times count from here; the answer to the call comes later than its effect.
            track.Add(new DrillSighting(DrillHop.Sent, track.Started, request.Direct ? "posted to Alertmanager" : "gauge set at the observer"), time.GetUtcNow());
            yield return Progress(track);

            await foreach (StackItem item in FollowAsync(watcher, track, DrillHop.Received, request.ReceiveLimit, cancellationToken))
                yield return item;

            if (request.WaitForResolved && track.Reached(DrillHop.Received))
            {
                await path.EndAsync(cancellationToken);
                ended = true;
                await foreach (StackItem item in FollowAsync(watcher, track, DrillHop.Resolved, request.ResolveLimit, cancellationToken))
                    yield return item;
            }

            // While the alert still stands, so that what is looked at is what failed.
            if (track.Next is { } missing)
                explanation = await new DrillDiagnosis(sources, subject).ExplainAsync(track, missing, cancellationToken);
        }
        finally
        {
            if (!ended)
                await EndQuietlyAsync(path);
        }

        yield return new OutputItem(Result(request, path, track, explanation));
    }

    /// <summary>Whether anything by this id is anywhere; for the negative control.</summary>
    public async Task<DrillTrack> LookOnceAsync(string id, CancellationToken cancellationToken)
    {
        DrillHop[] way = [.. Enum.GetValues<DrillHop>().Where(h => h is not (DrillHop.Sent or DrillHop.Acknowledged))];
        var track = new DrillTrack(id, way, time.GetUtcNow());
        await new DrillWatcher(sources, DrillSubject.TestAlert(id), time).LookAsync(track, cancellationToken);
        return track;
    }

    private async IAsyncEnumerable<StackItem> FollowAsync(
        DrillWatcher watcher,
        DrillTrack track,
        DrillHop goal,
        TimeSpan limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        DrillHop? awaited = track.Next;
        while (true)
        {
            await watcher.LookAsync(track, cancellationToken);
            if (track.Next != awaited)
            {
                awaited = track.Next;
                yield return Progress(track);
            }

            if (track.Reached(goal) || time.GetElapsedTime(start) >= limit)
                yield break;

            await Task.Delay(s_interval, time, cancellationToken);
        }
    }

    private static ProgressItem Progress(DrillTrack track)
    {
        int reached = track.Way.Count(track.Reached);
        string awaited = track.Next is { } next ? $"; waiting for {DrillTrack.Name(next)}" : "";
        return new ProgressItem($"Test alert {track.Id}", $"{track.Last}{awaited}", 100 * reached / track.Way.Count);
    }

    /// <summary>Also after Ctrl+C. Nothing is said when it fails: the alert ends by itself after its time to live.</summary>
    private async Task EndQuietlyAsync(IDrillPath path)
    {
        using var limit = new CancellationTokenSource(s_cleanupLimit, time);
        try
        {
            await path.EndAsync(limit.Token);
        }
        catch (StackException)
        {
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
        }
    }

    private static TestAlertResult Result(DrillRequest request, IDrillPath path, DrillTrack track, string explanation)
    {
        TimeSpan? received = track.Elapsed(DrillHop.Received);
        TimeSpan? resolved = track.Elapsed(DrillHop.Resolved);
        string reason = track.Next is null
            ? FormattableString.Invariant($"Received after {received?.TotalSeconds:0.0} s") + (resolved is { } r ? FormattableString.Invariant($", resolved after {r.TotalSeconds:0.0} s.") : ".")
            : explanation;
        CheckOutcome outcome = track.Next is null ? CheckOutcome.Passed : CheckOutcome.Failed;
        return new TestAlertResult(request.Id, path.Name, outcome, reason, track.Hops, received, resolved);
    }
}
