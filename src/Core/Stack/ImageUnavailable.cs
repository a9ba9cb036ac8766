using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>What to do where an image cannot be pulled: every way that does not need its registry.</summary>
internal static class ImageUnavailable
{
    public const string ErrorId = "ImagePullFailed";

    /// <param name="what">What failed, as a sentence.</param>
    public static StackException WithAdvice(ImagePlan image, string what, Exception? inner) =>
        new(ErrorId, StackErrorCategory.ResourceUnavailable, $"{what} {Advice(image)}", image.Reference, inner);

    /// <summary>The ways on for one image.</summary>
    public static string Advice(ImagePlan image) =>
        $"Pull it from a mirror: -Variable @{{ {Variable(image.Service.Name)} = '<mirror>/{ImageReference.WithoutRegistry(image.Reference)}' }}. "
        + $"Or bring it: 'docker pull {image.Reference}' and 'docker save -o image.tar {image.Reference}' on a machine that can, 'docker load -i image.tar' here. "
        + Instead(image);

    /// <summary>The variable by which the shipped compose file takes a service's image.</summary>
    public static string Variable(string service) => $"{service.ToUpperInvariant().Replace('-', '_')}_IMAGE";

    public static bool IsOnlyInFull(ServiceSpec service) => service.Profiles.Contains("full") && !service.Profiles.Contains("lite");

    private static string Instead(ImagePlan image) => IsOnlyInFull(image.Service)
        ? "Or do without it: -Profile Lite."
        : "Or have it built here from Debian packages: -Profile Lite -ImageSource Distribution.";
}
