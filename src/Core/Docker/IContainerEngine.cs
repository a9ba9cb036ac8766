using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Docker;

/// <summary>What the deployer needs of a container engine. Every member throws <see cref="StackException"/> with an id of its own.</summary>
internal interface IContainerEngine : IDisposable
{
    /// <summary>What the engine said of itself when the connection was made.</summary>
    EngineInfo Info { get; }

    /// <summary>Asked for where it is needed only: it takes the engine longer than everything else.</summary>
    Task<MachineInfo> DescribeMachineAsync(CancellationToken cancellationToken);

    /// <summary>All containers, running or not; with a label filter (<c>key</c> or <c>key=value</c>) only those that carry it.</summary>
    Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(string? label, CancellationToken cancellationToken);

    /// <summary>The state of one container, or null where it is gone.</summary>
    Task<ContainerState?> InspectContainerAsync(string id, CancellationToken cancellationToken);

    /// <summary>Makes a container with its first network attached, not started; returns its id.</summary>
    Task<string> CreateContainerAsync(ContainerRequest request, CancellationToken cancellationToken);

    Task StartContainerAsync(string id, CancellationToken cancellationToken);

    /// <summary>Asks the container to stop and kills it after <paramref name="grace"/> (the container's own where null).</summary>
    Task StopContainerAsync(string id, TimeSpan? grace, CancellationToken cancellationToken);

    /// <summary>Kills and removes a container with its anonymous volumes; one that is gone already is fine.</summary>
    Task RemoveContainerAsync(string id, CancellationToken cancellationToken);

    Task RenameContainerAsync(string id, string name, CancellationToken cancellationToken);

    /// <summary>Runs a command inside; null where the container does not run.</summary>
    Task<ExecResult?> ExecAsync(string id, IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>The last lines of stdout and stderr together, without a trailing line break.</summary>
    Task<string> TailLogAsync(string id, int lines, CancellationToken cancellationToken);

    /// <summary>Every line of stdout and stderr from the first on, until the container ends.</summary>
    IAsyncEnumerable<string> FollowLogAsync(string id, CancellationToken cancellationToken);

    /// <summary>The newest line of stdout and stderr together, with the engine's time; null where there is none.</summary>
    Task<WrittenLine?> NewestLineAsync(string id, CancellationToken cancellationToken);

    /// <summary>An image that is present, or null.</summary>
    Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Asks the registry, through the engine and its proxies and mirrors, whether the image is there; null when it is, else why not.</summary>
    Task<string?> ProbeRegistryAsync(string reference, TimeSpan limit, CancellationToken cancellationToken);

    Task PullImageAsync(string reference, IProgress<string> progress, CancellationToken cancellationToken);

    Task BuildImageAsync(ImageBuild build, IProgress<string> progress, CancellationToken cancellationToken);

    /// <summary>Makes an image of one layer from a root file system tar.</summary>
    Task ImportImageAsync(string reference, Stream rootfs, CancellationToken cancellationToken);

    Task<IReadOnlyList<NetworkInfo>> ListNetworksAsync(string? label, CancellationToken cancellationToken);

    Task<string> CreateNetworkAsync(string name, string? driver, bool isInternal, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    Task ConnectNetworkAsync(string network, string containerId, IReadOnlyList<string> aliases, CancellationToken cancellationToken);

    Task DisconnectNetworkAsync(string network, string containerId, CancellationToken cancellationToken);

    Task RemoveNetworkAsync(string id, CancellationToken cancellationToken);

    Task<IReadOnlyList<VolumeInfo>> ListVolumesAsync(string? label, CancellationToken cancellationToken);

    Task CreateVolumeAsync(string name, string? driver, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    Task RemoveVolumeAsync(string name, CancellationToken cancellationToken);
}

/// <summary>The engine behind the connection.</summary>
/// <param name="Address">Where it was reached, for example <c>unix:///var/run/docker.sock</c>.</param>
/// <param name="Version">For example <c>28.2.2</c>.</param>
/// <param name="ApiVersion">The negotiated API version.</param>
/// <param name="IsLocal">Whether the engine shares this machine's ports and files.</param>
internal sealed record EngineInfo(
    string Address,
    string Version,
    Version ApiVersion,
    bool IsLocal);

/// <summary>The machine that the engine runs on.</summary>
/// <param name="MemoryTotal">Bytes.</param>
/// <param name="RootDirectory">Where the engine keeps images and volumes.</param>
/// <param name="SystemTime">The engine's clock when it was asked.</param>
internal sealed record MachineInfo(long MemoryTotal, string RootDirectory, DateTimeOffset? SystemTime);

/// <summary>A container in a listing.</summary>
/// <param name="State">The engine's word: created, running, paused, restarting, removing, exited, dead.</param>
/// <param name="Health">healthy, unhealthy, starting or none.</param>
/// <param name="Networks">Names of the networks it is attached to.</param>
internal sealed record ContainerInfo(
    string Id,
    string Name,
    string Image,
    string ImageId,
    string State,
    string Health,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<PublishedPort> Ports,
    IReadOnlyList<string> Networks)
{
    /// <summary>Of one that has exited; null for others.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Names of the secrets that are mounted into it, and the files that they are.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();
}

internal sealed record PublishedPort(string HostIp, int HostPort, int ContainerPort, string Protocol);

/// <summary>What an inspection adds to a listing.</summary>
internal sealed record ContainerState(
    string State,
    string Health,
    long ExitCode,
    bool OutOfMemory,
    long RestartCount,
    DateTimeOffset? StartedAt,
    long MemoryLimit,
    string? LastHealthOutput)
{
    /// <summary>Neither started again when it has ended well, nor checked for health.</summary>
    public bool RunsOnce { get; init; }
}

internal sealed record ExecResult(long ExitCode, string Output);

internal sealed record ImageInfo(string Id, IReadOnlyDictionary<string, string> Labels);

internal sealed record NetworkInfo(string Id, string Name, IReadOnlyDictionary<string, string> Labels);

internal sealed record VolumeInfo(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>A container to be made: the service, its name, labels, and the first of its networks.</summary>
internal sealed record ContainerRequest(
    string Name,
    ServiceSpec Service,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> VolumeNames,
    string? Network,
    IReadOnlyList<string> Aliases);

internal sealed record ImageBuild(
    string Reference,
    string Context,
    string Dockerfile,
    IReadOnlyDictionary<string, string> Args,
    string? Target,
    IReadOnlyDictionary<string, string> Labels);
