using System.Collections.Concurrent;
using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Pulls and builds what is missing, in parallel, and says what each one is doing.</summary>
internal sealed class ImagePreparation(IContainerEngine engine, ChannelWriter<StackItem> items)
{
    public const string Activity = "Preparing images";

    private const int BuildsAtOnce = 4;

    /// <summary>Pulls start with the manifest, a few kilobytes, which a registry that answers gives within a second or two.</summary>
    public static readonly TimeSpan UsualRegistryLimit = TimeSpan.FromSeconds(20);

    /// <summary>See <see cref="ImagePulls"/>.</summary>
    public TimeSpan RegistryLimit { get; init; } = UsualRegistryLimit;

    public async Task PrepareAsync(IReadOnlyList<ImagePlan> images, CancellationToken cancellationToken)
    {
        // First, and alone: where one image cannot be had, nobody shall wait for the builds to learn it.
        Throw(await new ImagePulls(engine, items, RegistryLimit).PullAsync([.. images.Where(i => i.Build is null)], cancellationToken));
        var builds = images.Where(i => i.Build is not null).ToList();
        if (builds.Count == 0) return;
        await new BaseImage(engine, items).EnsureAsync(cancellationToken);
        Throw(await BuildAsync(builds, cancellationToken));
    }

    private async Task<IReadOnlyList<StackException>> BuildAsync(List<ImagePlan> images, CancellationToken cancellationToken)
    {
        var faults = new ConcurrentQueue<StackException>();
        var done = 0;
        await Parallel.ForEachAsync(images, new ParallelOptions { MaxDegreeOfParallelism = BuildsAtOnce, CancellationToken = cancellationToken }, async (image, token) =>
        {
            try
            {
                await BuildOneAsync(image, image.Build!, token);
                items.TryWrite(new ProgressItem(Activity, $"{image.Reference} is ready", 100 * Interlocked.Increment(ref done) / images.Count));
            }
            catch (StackException e)
            {
                // The others go on: the user learns of every image that fails in one run.
                faults.Enqueue(e);
            }
        });
        return [.. faults];
    }

    private void Throw(IReadOnlyList<StackException> faults)
    {
        if (faults.Count == 0) return;
        foreach (var fault in faults.SkipLast(1)) items.TryWrite(new ErrorItem(fault));
        throw faults[^1];
    }

    private Task BuildOneAsync(ImagePlan image, ImageBuild build, CancellationToken cancellationToken)
    {
        items.TryWrite(new VerboseItem($"Build {image.Reference}: {image.Reason}"));
        if (!Directory.Exists(build.Context))
        {
            throw new StackException("BuildContextMissing", StackErrorCategory.ObjectNotFound,
                $"Image '{image.Reference}' is built from {build.Context}, which does not exist. In a checkout, run ./build.sh build first.", build.Context);
        }

        return engine.BuildImageAsync(build, new LineProgress(line => items.TryWrite(new ProgressItem(Activity, $"{image.Reference}: {line}"))), cancellationToken);
    }
}
