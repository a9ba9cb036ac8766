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
    public static async Task<(string Source, string Reason)> ResolveAsync(IContainerEngine engine, StackFiles files, string profile, string requested, CancellationToken cancellationToken)
    {
        if (requested != Auto) return (requested, "as asked for");
        var running = (await engine.ListContainersAsync(StackLabels.Of(files.ProjectName), cancellationToken))
            .Select(c => c.Labels.GetValueOrDefault(StackLabels.ImageSource)).FirstOrDefault(s => s is Official or Distribution);
        if (running is not null) return (running, "as the stack that is there");

        var references = files.ReadMonitoring(profile, Official).Services.Values.Where(s => s.Build is null).Select(s => s.Image).Distinct().ToList();
        var present = await Task.WhenAll(references.Select(r => engine.FindImageAsync(r, cancellationToken)));
        var missing = references.Zip(present).Where(p => p.Second is null).Select(p => p.First).FirstOrDefault();
        if (missing is null) return (Official, "the official images are on this machine");
        var unreachable = await engine.ProbeRegistryAsync(missing, s_registryLimit, cancellationToken);
        return unreachable is null
            ? (Official, "the registry answers")
            : (Distribution, $"the registry did not answer for {missing}: {unreachable}");
    }
}
