namespace Mem0Observability.Stack;

/// <summary>The parts of an image's name.</summary>
internal static class ImageReference
{
    /// <summary>The registry that it comes from.</summary>
    public static string Registry(string reference) => HasRegistry(reference, out var slash) ? reference[..slash] : "docker.io";

    /// <summary>What a mirror usually has it as.</summary>
    public static string WithoutRegistry(string reference) => HasRegistry(reference, out var slash) ? reference[(slash + 1)..] : reference;

    private static bool HasRegistry(string reference, out int slash)
    {
        slash = reference.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && (reference[..slash] == "localhost" || reference.AsSpan(0, slash).IndexOfAny('.', ':') >= 0);
    }
}
