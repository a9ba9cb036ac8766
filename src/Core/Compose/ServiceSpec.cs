namespace Mem0Observability.Compose;

/// <summary>One service, with nothing left to look up: secrets and configs are already mounts.</summary>
internal sealed record ServiceSpec
{
    public required string Name { get; init; }
    public required SourcePosition Position { get; init; }
    public required string Image { get; init; }
    public BuildSpec? Build { get; init; }
    /// <summary>Overrides <c>com.docker.compose</c>'s generated name where set.</summary>
    public string? ContainerName { get; init; }
    /// <summary>Null: the image's own.</summary>
    public IReadOnlyList<string>? Command { get; init; }
    /// <summary>Null: the image's own.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    public IReadOnlyList<PortSpec> Ports { get; init; } = [];
    /// <summary>Ports for other containers only, as <c>"9090/tcp"</c>.</summary>
    public IReadOnlyList<string> Expose { get; init; } = [];
    /// <summary>Binds, volumes, tmpfs, and the mounts that come from <c>secrets</c> and <c>configs</c>.</summary>
    public IReadOnlyList<MountSpec> Mounts { get; init; } = [];
    /// <summary>Network key to aliases.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Networks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public string? NetworkMode { get; init; }
    public IReadOnlyDictionary<string, DependencyCondition> DependsOn { get; init; } = new Dictionary<string, DependencyCondition>();
    public HealthCheckSpec? HealthCheck { get; init; }
    /// <summary>Bytes.</summary>
    public long? MemoryLimit { get; init; }
    /// <summary>Bytes.</summary>
    public long? MemoryReservation { get; init; }
    public double? Cpus { get; init; }
    public long? PidsLimit { get; init; }
    /// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c> or <c>on-failure:N</c>.</summary>
    public string Restart { get; init; } = "no";
    public string? User { get; init; }
    public IReadOnlyList<string> GroupAdd { get; init; } = [];
    public string? WorkingDir { get; init; }
    public string? Hostname { get; init; }
    public string? Pid { get; init; }
    public bool ReadOnly { get; init; }
    public bool Init { get; init; }
    public bool Privileged { get; init; }
    public IReadOnlyList<string> CapAdd { get; init; } = [];
    public IReadOnlyList<string> CapDrop { get; init; } = [];
    public IReadOnlyList<string> SecurityOpt { get; init; } = [];
    /// <summary>As <c>"host.docker.internal:host-gateway"</c>.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];
    /// <summary>As <c>"/dev/kmsg:/dev/kmsg:r"</c>.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];
    public IReadOnlyDictionary<string, UlimitSpec> Ulimits { get; init; } = new Dictionary<string, UlimitSpec>();
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();
    /// <summary>Bytes.</summary>
    public long? ShmSize { get; init; }
    public LoggingSpec? Logging { get; init; }
    public TimeSpan? StopGracePeriod { get; init; }
    public string? StopSignal { get; init; }
    public IReadOnlyList<string> Profiles { get; init; } = [];
}

/// <summary>How an image is built; paths are absolute.</summary>
internal sealed record BuildSpec(string Context, string Dockerfile, IReadOnlyDictionary<string, string> Args, string? Target);

/// <summary>A published port; <see cref="Published"/> is 0 where the engine chooses, <see cref="HostIp"/> empty for every address.</summary>
internal sealed record PortSpec(string HostIp, int Published, int Target, string Protocol, SourcePosition Position);

/// <summary>What is mounted.</summary>
internal enum MountKind
{
    Bind,
    Volume,
    Tmpfs,
}

/// <summary>A mount; <see cref="Source"/> is an absolute path, a volume key, or null (anonymous volume, tmpfs).</summary>
/// <param name="Origin">What the file calls it: <c>volume</c>, <c>secret</c> or <c>config</c>.</param>
/// <param name="Propagation">For binds, for example <c>rslave</c>.</param>
/// <param name="Size">For tmpfs, bytes.</param>
internal sealed record MountSpec(
    MountKind Kind,
    string? Source,
    string Target,
    bool ReadOnly,
    string Origin,
    SourcePosition Position,
    string? Propagation = null,
    long? Size = null,
    int? Mode = null)
{
    /// <summary>For binds: whether a source that does not exist is made as a folder; else it is an error.</summary>
    public bool CreateHostPath { get; init; }
}

/// <summary>What a dependency must have reached.</summary>
internal enum DependencyCondition
{
    Started,
    Healthy,
    CompletedSuccessfully,
}

/// <summary>
/// A health check as the engine takes it: <see cref="Test"/> starts with CMD, CMD-SHELL or NONE; empty keeps the image's own test.
/// </summary>
internal sealed record HealthCheckSpec(
    IReadOnlyList<string> Test,
    TimeSpan? Interval,
    TimeSpan? Timeout,
    int? Retries,
    TimeSpan? StartPeriod,
    TimeSpan? StartInterval);

internal sealed record UlimitSpec(long Soft, long Hard);

internal sealed record LoggingSpec(string Driver, IReadOnlyDictionary<string, string> Options);
