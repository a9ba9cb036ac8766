using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Notifications;

namespace Mem0Observability.Stack;

/// <summary>Where a stack's files are, and how they are read.</summary>
/// <param name="Folder">The folder with <c>docker-compose.monitoring.yml</c>, <c>monitoring/</c> and <c>demo/</c>.</param>
/// <param name="Environment">The process environment, and over it what the user gave by <c>-Variable</c>.</param>
internal sealed record StackFiles(string Folder, string ProjectName, string StateDirectory, IReadOnlyDictionary<string, string> Environment)
{
    public const string Monitoring = "docker-compose.monitoring.yml";
    private const string AlertmanagerVariable = "ALERTMANAGER_CONFIG";
    private const string DemoFile = "demo/docker-compose.demo.yml";

    public static StackFiles In(string folder, string projectName, IReadOnlyDictionary<string, string> environment)
    {
        var state = StateFolder.For(projectName, environment);
        var all = new Dictionary<string, string>(environment)
        {
            [StateFolder.Variable] = state,
            ["COMPOSE_PROJECT_NAME"] = projectName,
        };
        var published = Path.Combine(folder, "observer");
        if (Directory.Exists(published)) all.TryAdd("OBSERVER_PUBLISH", published);
        return new(folder, projectName, state, all);
    }

    public string SignalsPath => Path.Combine(Folder, "monitoring", "signals.yml");

    /// <summary>The router's file, to which notification channels are added.</summary>
    public string AlertmanagerPath => Path.GetFullPath(
        Environment.GetValueOrDefault(AlertmanagerVariable) is { Length: > 0 } own ? own : "monitoring/alertmanager.yml", Folder);

    /// <summary>With the router's file and the channels of that folder; null for the shipped ones.</summary>
    public StackFiles WithChannels(string? folder) => folder is null ? this : this with
    {
        Environment = new Dictionary<string, string>(Environment)
        {
            [AlertmanagerVariable] = Path.Combine(folder, ChannelFiles.Alertmanager),
            ["NOTIFICATION_CHANNELS"] = folder,
        },
    };

    /// <summary>The settings of the whole stack, those that Lite has otherwise, and the images that the distribution can make: later ones win.</summary>
    public ComposeProject ReadMonitoring(string profile, string imageSource) => Read(
        Path.Combine(Folder, Monitoring),
        ProjectName,
        [profile.ToLowerInvariant()],
        [
            "monitoring/versions.env",
            .. profile.Equals(StackProfiles.Lite, StringComparison.OrdinalIgnoreCase) ? ["monitoring/lite.env"] : Array.Empty<string>(),
            .. imageSource == ImageSources.Distribution ? ["monitoring/images/distribution.env"] : Array.Empty<string>(),
        ]);

    /// <summary>The demo has a project of its own and shares the monitoring project's secrets.</summary>
    public ComposeProject ReadDemo(string demoProject) => Read(Path.Combine(Folder, DemoFile), demoProject, [], ["monitoring/versions.env"]);

    private ComposeProject Read(string file, string project, IReadOnlyList<string> profiles, IReadOnlyList<string> envFiles)
    {
        if (!File.Exists(file))
        {
            throw new StackException("StackFileNotFound", StackErrorCategory.ObjectNotFound,
                $"There is no compose file at {file}. Give the folder that has it with -Path, or reinstall the module.", file);
        }

        return ComposeReader.Read(new(
            [file],
            project,
            profiles,
            [.. envFiles.Select(f => Path.Combine(Folder, f)).Where(File.Exists)],
            Environment));
    }
}
