using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>Whether every image is on this machine, can be downloaded, or can be built here.</summary>
internal static class ImagePrerequisite
{
    private const string Name = "images";
    private const string Required = "each on this machine, or its registry answers";

    private static readonly TimeSpan s_registryLimit = TimeSpan.FromSeconds(5);

    public static async Task<PrerequisiteResult> CheckAsync(IContainerEngine engine, ComposeProject project, CancellationToken cancellationToken)
    {
        var services = project.Services.Values.Where(s => !ImagePlanner.IsBuiltHere(s)).DistinctBy(s => s.Image).ToList();
        var present = await Task.WhenAll(services.Select(s => engine.FindImageAsync(s.Image, cancellationToken)));
        var missing = services.Zip(present).Where(p => p.Second is null).Select(p => p.First).ToList();
        if (missing.Count == 0) return new(Name, CheckOutcome.Passed, $"{services.Count} on this machine", Required, "");

        // One question each: a registry that gives one image gives them all.
        var registries = missing.GroupBy(s => ImageReference.Registry(s.Image)).ToList();
        var answers = await Task.WhenAll(registries.Select(r => engine.ProbeRegistryAsync(r.First().Image, s_registryLimit, cancellationToken)));
        var silent = registries.Zip(answers).Where(p => p.Second is not null).ToList();
        return silent.Count == 0
            ? new(Name, CheckOutcome.Passed, $"{services.Count - missing.Count} on this machine, {missing.Count} to download", Required, "")
            : Unavailable([.. silent.SelectMany(p => p.First)], string.Join("; ", silent.Select(p => $"{p.First.Key}: {p.Second}")));
    }

    private static PrerequisiteResult Unavailable(List<ServiceSpec> services, string why)
    {
        var onlyInFull = services.Where(ImageUnavailable.IsOnlyInFull).ToList();
        var observed = $"{services.Count} cannot be downloaded ({string.Join(", ", services.Select(s => s.Image))}): {why}";
        if (onlyInFull.Count == 0) return new(Name, CheckOutcome.Warning, observed, Required, "They will be built here from Debian packages (-ImageSource Auto or Distribution).");
        var variables = string.Join("; ", services.Select(s => $"{ImageUnavailable.Variable(s.Name)} = '<mirror>/{ImageReference.WithoutRegistry(s.Image)}'"));
        return new(Name, CheckOutcome.Failed, observed, Required,
            $"Name a mirror: -Variable @{{ {variables} }}. Or 'docker save' them on a machine that can download, and 'docker load' them here. Or use -Profile Lite.");
    }
}
