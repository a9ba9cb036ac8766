using Mem0Observability.Docker;

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
        if (requested != Auto) return new(requested, "as asked for", IsFallback: false);
        var running = (await engine.ListContainersAsync(StackLabels.Of(files.ProjectName), cancellationToken))
            .Select(c => c.Labels.GetValueOrDefault(StackLabels.ImageSource)).FirstOrDefault(s => s is Official or Distribution);
        if (running is not null) return new(running, "as the stack that is there", IsFallback: false);

        var references = files.ReadMonitoring(profile, Official).Services.Values.Where(s => s.Build is null).Select(s => s.Image).Distinct().ToList();
        var present = await Task.WhenAll(references.Select(r => engine.FindImageAsync(r, cancellationToken)));
        var missing = references.Zip(present).Where(p => p.Second is null).Select(p => p.First).FirstOrDefault();
        if (missing is null) return new(Official, "the official images are on this machine", IsFallback: false);
        var unreachable = await engine.ProbeRegistryAsync(missing, s_registryLimit, cancellationToken);
        return unreachable is null
            ? new(Official, "the registry answers", IsFallback: false)
            : new(Distribution, $"the registry did not answer for {missing}: {unreachable}", IsFallback: true);
    }
}

/// <summary>Where images come from, and why; a fallback is worth telling without being asked.</summary>
internal sealed record ImageChoice(string Source, string Reason, bool IsFallback);
