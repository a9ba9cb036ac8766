using System.Collections.Concurrent;
using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Pulls and builds what is missing, in parallel, and says what each one is doing.</summary>
internal sealed class ImagePreparation(IContainerEngine engine, ChannelWriter<StackItem> items)
{
    private const int AtOnce = 4;

    public async Task PrepareAsync(IReadOnlyList<ImagePlan> images, CancellationToken cancellationToken)
    {
        if (images.Any(i => i.Build is not null)) await new BaseImage(engine, items).EnsureAsync(cancellationToken);
        var faults = new ConcurrentQueue<StackException>();
        var done = 0;
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (image, token) =>
        {
            try
            {
                await PrepareOneAsync(image, token);
                items.TryWrite(new ProgressItem("Preparing images", $"{image.Reference} is ready", 100 * Interlocked.Increment(ref done) / images.Count));
            }
            catch (StackException e)
            {
                // The others go on: the user learns of every image that fails in one run.
                faults.Enqueue(e);
            }
        });

        if (!faults.TryDequeue(out var last)) return;
        while (faults.TryDequeue(out var next))
        {
            items.TryWrite(new ErrorItem(last));
            last = next;
        }

        throw last;
    }

    private Task PrepareOneAsync(ImagePlan image, CancellationToken cancellationToken)
    {
        var progress = new LineProgress(line => items.TryWrite(new ProgressItem("Preparing images", $"{image.Reference}: {line}")));
        items.TryWrite(new VerboseItem($"{(image.Build is null ? "Pull" : "Build")} {image.Reference}: {image.Reason}"));
        if (image.Build is null) return engine.PullImageAsync(image.Reference, progress, cancellationToken);
        if (!Directory.Exists(image.Build.Context))
        {
            throw new StackException("BuildContextMissing", StackErrorCategory.ObjectNotFound,
                $"Image '{image.Reference}' is built from {image.Build.Context}, which does not exist. In a checkout, run ./build.sh build first.", image.Build.Context);
        }

        return engine.BuildImageAsync(image.Build, progress, cancellationToken);
    }

    private sealed class LineProgress(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
