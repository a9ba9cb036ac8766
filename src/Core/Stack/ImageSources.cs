using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Decides between the official images and those built from the distribution's packages.</summary>
internal static class ImageSources
{
    public const string Official = nameof(Official);
    public const string Distribution = nameof(Distribution);
    public const string Auto = nameof(Auto);

    private static readonly TimeSpan s_registryLimit = TimeSpan.FromSeconds(5);

    /// <summary>What <paramref name="requested"/> means on this machine now, and why.</summary>
    public static async Task<ImageChoice> ResolveAsync(IContainerEngine engine, StackFiles files, string profile, string requested, CancellationToken cancellationToken)
    {
        if (requested == Official) return new(requested, "as asked for", IsFallback: false);
        var unbuildable = files.ReadMonitoring(profile, Distribution).Services.Values.Where(s => !ImagePlanner.IsBuiltHere(s)).ToList();
        if (requested == Distribution)
        {
            await ThrowIfMissingAsync(engine, unbuildable, cancellationToken);
            return new(requested, "as asked for", IsFallback: false);
        }

        if (unbuildable.Count > 0) return new(Official, $"Debian has no package of {Names(unbuildable)}", IsFallback: false);
        var running = (await engine.ListContainersAsync(StackLabels.Of(files.ProjectName), cancellationToken))
            .Select(c => c.Labels.GetValueOrDefault(StackLabels.ImageSource)).FirstOrDefault(s => s is Official or Distribution);
        return running is not null ? new(running, "as the stack that is there", IsFallback: false) : await ProbeAsync(engine, files, profile, cancellationToken);
    }

    private static async Task<ImageChoice> ProbeAsync(IContainerEngine engine, StackFiles files, string profile, CancellationToken cancellationToken)
    {
        var official = files.ReadMonitoring(profile, Official).Services.Values.Where(s => s.Build is null).ToList();
        if (await FirstMissingAsync(engine, official, cancellationToken) is not { } missing) return new(Official, "the official images are on this machine", IsFallback: false);
        var unreachable = await engine.ProbeRegistryAsync(missing, s_registryLimit, cancellationToken);
        return unreachable is null
            ? new(Official, "the registry answers", IsFallback: false)
            : new(Distribution, $"the registry did not answer for {missing}: {unreachable}", IsFallback: true);
    }

    /// <summary>What no package makes may have been loaded from a bundle.</summary>
    private static async Task ThrowIfMissingAsync(IContainerEngine engine, IReadOnlyList<ServiceSpec> unbuildable, CancellationToken cancellationToken)
    {
        if (await FirstMissingAsync(engine, unbuildable, cancellationToken) is null) return;
        throw new StackException("DistributionIncomplete", StackErrorCategory.InvalidArgument,
            $"Debian has no package of {Names(unbuildable)}, so -ImageSource Distribution cannot make this profile. Use -Profile Lite, or -ImageSource Official with a registry, a mirror or images that 'docker load' brought.", Distribution);
    }

    private static async Task<string?> FirstMissingAsync(IContainerEngine engine, IReadOnlyList<ServiceSpec> services, CancellationToken cancellationToken)
    {
        var references = services.Select(s => s.Image).Distinct().ToList();
        var present = await Task.WhenAll(references.Select(r => engine.FindImageAsync(r, cancellationToken)));
        return references.Zip(present).Where(p => p.Second is null).Select(p => p.First).FirstOrDefault();
    }

    private static string Names(IEnumerable<ServiceSpec> services) => string.Join(", ", services.Select(s => s.Name).Order(StringComparer.Ordinal));
}

/// <summary>Where images come from, and why; a fallback is worth telling without being asked.</summary>
internal sealed record ImageChoice(string Source, string Reason, bool IsFallback);
