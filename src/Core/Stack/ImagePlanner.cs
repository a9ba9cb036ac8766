using Mem0Observability.Compose;
using Mem0Observability.Docker;

namespace Mem0Observability.Stack;

/// <summary>Decides whether an image is pulled, built or already right.</summary>
internal static class ImagePlanner
{
    /// <summary>Images under this name are ours: built on this machine, never pulled.</summary>
    private const string OwnPrefix = "mem0-monitoring/";

    /// <summary>Whether the image of a service is made on this machine rather than pulled.</summary>
    public static bool IsBuiltHere(ServiceSpec service) => service.Build is not null || service.Image.StartsWith(OwnPrefix, StringComparison.Ordinal);

    public static ImagePlan? Plan(ServiceSpec service, ImageInfo? present, string projectDirectory)
    {
        var build = service.Build ?? OwnBuild(service.Image, projectDirectory);
        if (build is null) return present is null ? new(service, null, "not on this machine") : null;
        // A built image without its folder (loaded from a bundle) is as good as one with it.
        if (!Directory.Exists(build.Context)) return present is null ? new(service, ToImageBuild(service.Image, build, ""), "not on this machine") : null;
        var hash = ConfigHash.OfBuild(build);
        if (present is null) return new(service, ToImageBuild(service.Image, build, hash), "not on this machine");
        // Built by somebody else (docker compose build): there is nothing to compare with, so it is taken as it is.
        var known = present.Labels.GetValueOrDefault(StackLabels.ContextHash);
        return known is null || known == hash ? null : new(service, ToImageBuild(service.Image, build, hash), "its source changed");
    }

    private static BuildSpec? OwnBuild(string image, string projectDirectory)
    {
        if (!image.StartsWith(OwnPrefix, StringComparison.Ordinal)) return null;
        var component = image[OwnPrefix.Length..].Split(':')[0];
        foreach (var root in (string[])[projectDirectory, Path.Combine(projectDirectory, "..")])
        {
            var folder = Path.GetFullPath(Path.Combine(root, "monitoring", "images", component));
            if (File.Exists(Path.Combine(folder, "Dockerfile"))) return new(folder, Path.Combine(folder, "Dockerfile"), new Dictionary<string, string>(), null);
        }

        return null;
    }

    private static ImageBuild ToImageBuild(string reference, BuildSpec build, string hash) => new(
        reference,
        build.Context,
        build.Dockerfile,
        build.Args,
        build.Target,
        new Dictionary<string, string> { [StackLabels.ContextHash] = hash });
}
