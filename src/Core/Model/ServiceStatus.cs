namespace Mem0Observability.Model;

/// <summary>A service of the stack as the engine sees it now.</summary>
/// <param name="Service">The compose service.</param>
/// <param name="Project">The compose project.</param>
/// <param name="State">The engine's container state: <c>running</c>, <c>exited</c>, <c>restarting</c>, …; <c>completed</c> for a service that runs once and has ended well; <c>missing</c> where there is no container.</param>
/// <param name="Health">The engine's health: <c>healthy</c>, <c>unhealthy</c>, <c>starting</c>, or <c>none</c> without a health check.</param>
/// <param name="Signals">What it serves: metrics, alerts, logs, traces.</param>
/// <param name="Address">Where to reach it from this machine, for example <c>http://127.0.0.1:9090</c>; empty where no port is published.</param>
/// <param name="Image">The image reference the container was made from.</param>
/// <param name="StartedAt">When the container last started; null where it never did.</param>
/// <param name="Restarts">Restarts by the engine's restart policy since the container was created.</param>
/// <param name="MemoryLimit">Bytes; 0 where unlimited.</param>
/// <param name="ContainerId">The engine's id; empty where there is no container.</param>
public sealed record ServiceStatus(
    string Service,
    string Project,
    string State,
    string Health,
    string Signals,
    string Address,
    string Image,
    DateTimeOffset? StartedAt,
    long Restarts,
    long MemoryLimit,
    string ContainerId)
{
    /// <summary>Of the container that has exited.</summary>
    internal long? ExitCode { get; init; }

    internal bool RunsOnce { get; init; }

    /// <summary>The <see cref="State"/> of a service that runs once and has ended well.</summary>
    internal const string Completed = "completed";

    /// <summary>Where it takes in OTLP/HTTP, from this machine; null for services that do not.</summary>
    internal Uri? Otlp { get; init; }

    /// <summary>Whom to sign in as, and the file that has the password; empty where nothing asks. Never the password itself.</summary>
    public string Credentials { get; init; } = "";

    /// <summary>Running, and not known to be unhealthy; or completed.</summary>
    public bool IsUp => State == Completed || (State == "running" && (Health is "healthy" or "none"));
}
