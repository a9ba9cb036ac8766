namespace Mem0Observability.Stack;

/// <summary>Labels on what is deployed. Compose's own make `docker compose ps|logs|down` work on it.</summary>
internal static class StackLabels
{
    public const string Project = "com.docker.compose.project";
    public const string Service = "com.docker.compose.service";
    public const string Number = "com.docker.compose.container-number";
    public const string OneOff = "com.docker.compose.oneoff";
    public const string ComposeHash = "com.docker.compose.config-hash";
    public const string WorkingDirectory = "com.docker.compose.project.working_dir";
    public const string ConfigFiles = "com.docker.compose.project.config_files";
    public const string DependsOn = "com.docker.compose.depends_on";
    public const string Network = "com.docker.compose.network";
    public const string Volume = "com.docker.compose.volume";

    /// <summary>Hash of everything the container was made from; differs: it is replaced.</summary>
    public const string ConfigHash = "io.mem0-observability.config-hash";

    /// <summary>Where the images came from: Official or Distribution.</summary>
    public const string ImageSource = "io.mem0-observability.image-source";

    /// <summary>On a service that must reach the mem0 services: its container is attached to their networks.</summary>
    public const string Join = "io.mem0-observability.join";

    /// <summary>Beside <see cref="Join"/>: the name of the service on the networks of mem0. Without it the service has none there.</summary>
    public const string JoinAs = "io.mem0-observability.join-as";

    /// <summary>On a service: which signals it serves, for people to read.</summary>
    public const string Signals = "io.mem0-observability.signals";

    /// <summary>On an image built here: hash of the folder it was built from; differs: it is built again.</summary>
    public const string ContextHash = "io.mem0-observability.context-hash";

    /// <summary>On a service: the command of its image that checks its configuration, before a container is made or replaced.</summary>
    public const string Check = "io.mem0-observability.check";

    /// <summary>Ends the name of a container in which a configuration is being checked.</summary>
    public const string CheckSuffix = ".check";

    /// <summary>Ends the name of a container that waits for its replacement to become healthy.</summary>
    public const string ReplacedSuffix = ".replaced";

    public static string Of(string project) => $"{Project}={project}";
}
