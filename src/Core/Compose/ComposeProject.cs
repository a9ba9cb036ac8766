namespace Mem0Observability.Compose;

/// <summary>A compose file after interpolation, merge and profile selection; every path is absolute.</summary>
internal sealed record ComposeProject(
    string Name,
    string Directory,
    IReadOnlyList<string> Files,
    IReadOnlyDictionary<string, ServiceSpec> Services,
    IReadOnlyDictionary<string, NetworkSpec> Networks,
    IReadOnlyDictionary<string, VolumeSpec> Volumes);

/// <summary>A network; <see cref="Name"/> is the engine's name, <see cref="Key"/> the one in the file.</summary>
internal sealed record NetworkSpec(string Key, string Name, string? Driver, bool External, bool Internal, IReadOnlyDictionary<string, string> Labels);

/// <summary>A named volume; <see cref="Name"/> is the engine's name, <see cref="Key"/> the one in the file.</summary>
internal sealed record VolumeSpec(string Key, string Name, string? Driver, bool External, IReadOnlyDictionary<string, string> Labels);
