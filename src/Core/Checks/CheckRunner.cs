using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Runs checks side by side and streams every result as it comes.</summary>
internal sealed class CheckRunner(IReadOnlyList<ICheck> checks)
{
    /// <summary>Longer than the slowest check waits on purpose (a test alert that never arrives).</summary>
    public TimeSpan CheckLimit { get; init; } = TimeSpan.FromSeconds(60);

    public async IAsyncEnumerable<StackItem> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (StackItem item in Settling.WaitAsync(context, cancellationToken))
            yield return item;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<StackItem> items = Channel.CreateUnbounded<StackItem>(new UnboundedChannelOptions { SingleReader = true });
        Task all = RunAllAsync(context, items.Writer, stop.Token);
        try
        {
            await foreach (StackItem item in items.Reader.ReadAllAsync(cancellationToken))
                yield return item;
        }
        finally
        {
            // Also when the reader stops early: checks end, and clean up, before this does.
            await stop.CancelAsync();
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAllAsync(CheckContext context, ChannelWriter<StackItem> writer, CancellationToken cancellationToken)
    {
        int done = 0;
        Task[] running = [.. checks.Select(c => RunOneAsync(c, context, writer, () => Interlocked.Increment(ref done), cancellationToken))];
        Task all = Task.WhenAll(running);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A defect of a check (or the user's stop) reaches the reader after everything that was found.
        writer.Complete(all.Exception?.InnerException);
    }

    private async Task RunOneAsync(
        ICheck check,
        CheckContext context,
        ChannelWriter<StackItem> writer,
        Func<int> countDone,
        CancellationToken cancellationToken)
    {
        var verdict = new Verdict(check.Name, "", context.Time);
        using var limit = new CancellationTokenSource(CheckLimit, context.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await foreach (CheckResult result in check.RunAsync(context, linked.Token))
                writer.TryWrite(new OutputItem(result));
        }
        catch (StackException e) when (e.Category is StackErrorCategory.ResourceUnavailable or StackErrorCategory.OperationTimeout)
        {
            // "Not running" is what the check looks for, so it is a verdict.
            writer.TryWrite(new OutputItem(verdict.Failed(e.Message) with { Target = $"{e.Target}" }));
        }
        catch (StackException e)
        {
            writer.TryWrite(new ErrorItem(e));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            writer.TryWrite(new OutputItem(verdict.Failed($"It did not finish within {CheckLimit.TotalSeconds:0} s, so nothing is known. What it asks hangs.") with { Target = check.Name }));
        }

        writer.TryWrite(new ProgressItem("Checking", $"{check.Name} is done", 100 * countDone() / checks.Count));
    }
}
