namespace Mem0Observability.Compose;

/// <summary>What the readers of services must know about the rest of the file.</summary>
/// <param name="Services">Every service of the file.</param>
/// <param name="ActiveServices">Those that the profiles select.</param>
/// <param name="Secrets">Key to absolute path.</param>
/// <param name="Configs">Key to absolute path.</param>
internal sealed record ComposeContext(
    string ProjectName,
    ComposePaths Paths,
    Func<string, string?> Variable,
    IReadOnlySet<string> Services,
    IReadOnlySet<string> ActiveServices,
    IReadOnlyDictionary<string, NetworkSpec> Networks,
    IReadOnlyDictionary<string, VolumeSpec> Volumes,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyDictionary<string, string> Configs);
