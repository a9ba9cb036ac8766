using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Pulls images in parallel. One that cannot be had ends all of them, once each registry has had its time to answer.</summary>
/// <param name="answerLimit">How long a registry may take until the first sign of an image.</param>
internal sealed class ImagePulls(IContainerEngine engine, ChannelWriter<StackItem> items, TimeSpan answerLimit)
{
    /// <summary>Returns an error for each image that could not be pulled.</summary>
    public async Task<IReadOnlyList<StackException>> PullAsync(IReadOnlyList<ImagePlan> images, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // All at once: the engine itself limits how many layers it downloads at a time.
        var pulls = images.Select(i => new Pull(i)).ToList();
        var runs = pulls.Select(p => RunAsync(p, stop.Token, cancellationToken)).ToList();
        var faults = new List<StackException>();
        try
        {
            // So that the user learns of every image that is out of reach in one run.
            foreach (var pull in pulls) await pull.Answered.Task.WaitAsync(CancellationToken.None);
            await foreach (var run in Task.WhenEach(runs))
            {
                if (await run is not { } fault) continue;
                faults.Add(fault);
                await stop.CancelAsync();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(runs)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return faults;
    }

    private async Task<StackException?> RunAsync(Pull pull, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(answerLimit);
        var progress = new LineProgress(line =>
        {
            // The registry has the image; from here on it takes the time that it takes.
            if (pull.Answered.TrySetResult()) limit.CancelAfter(Timeout.InfiniteTimeSpan);
            items.TryWrite(new ProgressItem(ImagePreparation.Activity, $"{pull.Image.Reference}: {line}"));
        });
        try
        {
            items.TryWrite(new VerboseItem($"Pull {pull.Image.Reference}: {pull.Image.Reason}"));
            await engine.PullImageAsync(pull.Image.Reference, progress, limit.Token);
            return null;
        }
        catch (StackException e) when (e.ErrorId == ImageUnavailable.ErrorId)
        {
            return ImageUnavailable.WithAdvice(pull.Image, e.Message, e);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return ImageUnavailable.WithAdvice(pull.Image, $"Image '{pull.Image.Reference}' could not be pulled: its registry did not answer within {answerLimit.TotalSeconds:0} s.", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Given up because another one failed, which is what is told.
            return null;
        }
        finally
        {
            pull.Answered.TrySetResult();
        }
    }

    private sealed record Pull(ImagePlan Image)
    {
        /// <summary>Set by the first sign of the image, or by the end of the pull.</summary>
        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
