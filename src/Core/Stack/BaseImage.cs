using System.Threading.Channels;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>The one base of every image built here. Where it cannot be pulled it is made from the distribution's packages.</summary>
internal sealed class BaseImage(IContainerEngine engine, ChannelWriter<StackItem> items)
{
    public const string Reference = "debian:trixie-slim";
    private const string Suite = "trixie";
    private static readonly TimeSpan s_registryLimit = TimeSpan.FromSeconds(5);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await engine.FindImageAsync(Reference, cancellationToken) is not null) return;
        var unreachable = await engine.ProbeRegistryAsync(Reference, s_registryLimit, cancellationToken);
        if (unreachable is null)
        {
            await engine.PullImageAsync(Reference, new Progress<string>(), cancellationToken);
            return;
        }

        items.TryWrite(new VerboseItem($"{Reference} cannot be pulled ({unreachable}); making it with mmdebstrap."));
        items.TryWrite(new ProgressItem("Preparing images", $"{Reference}: mmdebstrap {Suite}"));
        var tar = Path.Combine(Path.GetTempPath(), $"mem0-base-{Guid.NewGuid():N}.tar");
        try
        {
            await BootstrapAsync(tar, unreachable, cancellationToken);
            await using var rootfs = File.OpenRead(tar);
            await engine.ImportImageAsync(Reference, rootfs, cancellationToken);
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private static async Task BootstrapAsync(string tar, string unreachable, CancellationToken cancellationToken)
    {
        var run = await ProcessRunner.RunAsync("mmdebstrap", ["--variant=minbase", Suite, tar], cancellationToken);
        if (run is null)
        {
            throw new StackException("BaseImageUnavailable", StackErrorCategory.ResourceUnavailable,
                $"{Reference} cannot be pulled ({unreachable}), and 'mmdebstrap', which could make it, is not installed. Install it (apt-get install mmdebstrap), or load the image with 'docker load'.", Reference);
        }

        if (run.ExitCode != 0)
        {
            throw new StackException("BaseImageUnavailable", StackErrorCategory.ResourceUnavailable,
                $"{Reference} cannot be pulled ({unreachable}), and mmdebstrap ended with code {run.ExitCode}: {run.Error.Trim()}", Reference);
        }
    }
}
