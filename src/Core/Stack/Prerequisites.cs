using System.Globalization;
using System.Runtime.CompilerServices;
using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>What the machine must have before a deployment, each with what to do where it has not.</summary>
internal static class Prerequisites
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>The service whose needs are checked where it is part of the profile.</summary>
    public const string Elasticsearch = "elasticsearch";

    /// <summary>Elasticsearch's bootstrap check; nothing in Lite maps that much.</summary>
    private const long FullMapCount = 262144;

    private static readonly TimeSpan s_clockLimit = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<PrerequisiteResult> CheckAsync(ComposeProject project, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Configuration(project);
        var (engine, fault) = await TryOpenAsync(cancellationToken);
        using var opened = engine;
        if (engine is null)
        {
            yield return new("engine", CheckOutcome.Failed, fault!, $"Docker API {EngineConnection.OldestApi} or later", "Start the engine, or set DOCKER_HOST.");
            yield break;
        }

        var info = engine.Info;
        yield return new("engine", CheckOutcome.Passed, $"Docker {info.Version}, API {info.ApiVersion}, at {info.Address}", $"API {EngineConnection.OldestApi} or later", "");
        var machine = await engine.DescribeMachineAsync(cancellationToken);
        yield return Memory(project, machine);
        if (info.IsLocal && OperatingSystem.IsLinux()) yield return DiskPrerequisite.Check(project, machine);
        yield return await PortsAsync(engine, project, cancellationToken);
        yield return await ImagePrerequisite.CheckAsync(engine, project, cancellationToken);
        if (info.IsLocal && OperatingSystem.IsLinux()) yield return MapCount(project);
        yield return Clock(machine);
    }

    internal static PrerequisiteResult Memory(ComposeProject project, MachineInfo info)
    {
        var limits = project.Services.Values.Sum(s => s.MemoryLimit ?? 0);
        var observed = $"{info.MemoryTotal / Mebibyte} MiB on the engine's machine";
        var required = $"{limits / Mebibyte} MiB, the sum of the {project.Services.Count} services' limits";
        return info.MemoryTotal >= limits
            ? new("memory", CheckOutcome.Passed, observed, required, "")
            : new("memory", CheckOutcome.Failed, observed, required,
                $"Give the engine more memory (Docker Desktop: Settings, Resources){(project.Services.Values.Any(ImageUnavailable.IsOnlyInFull) ? ", or use -Profile Lite" : "")}.");
    }

    internal static PrerequisiteResult Clock(MachineInfo info)
    {
        var skew = info.SystemTime is { } time ? (DateTimeOffset.UtcNow - time).Duration() : TimeSpan.Zero;
        var observed = FormattableString.Invariant($"{skew.TotalSeconds:0.0} s between this machine and the engine");
        return skew < s_clockLimit
            ? new("clock", CheckOutcome.Passed, observed, "less than 5 s", "")
            : new("clock", CheckOutcome.Warning, observed, "less than 5 s", "Synchronise the clocks (timedatectl set-ntp true; Docker Desktop: restart it): times of samples and alerts will be wrong.");
    }

    private static async Task<(IContainerEngine? Engine, string? Fault)> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await EngineConnection.OpenAsync(cancellationToken), null);
        }
        catch (StackException e)
        {
            return (null, e.Message);
        }
    }

    private static PrerequisiteResult MapCount(ComposeProject project)
    {
        var text = File.ReadAllText("/proc/sys/vm/max_map_count").Trim();
        return MapCount(project, long.Parse(text, CultureInfo.InvariantCulture));
    }

    internal static PrerequisiteResult MapCount(ComposeProject project, long count)
    {
        if (!project.Services.TryGetValue(Elasticsearch, out var elasticsearch)) return new("vm.max_map_count", CheckOutcome.Passed, $"{count}", "any (only Elasticsearch needs more)", "");
        if (count >= FullMapCount) return new("vm.max_map_count", CheckOutcome.Passed, $"{count}", $"{FullMapCount}", "");
        // A node that is alone by its settings starts all the same; it fails when it has opened that many files.
        var starts = elasticsearch.Environment.GetValueOrDefault("discovery.type") == "single-node";
        return new("vm.max_map_count", starts ? CheckOutcome.Warning : CheckOutcome.Failed, $"{count}",
            $"{FullMapCount}: Elasticsearch maps its files into memory and fails when it may map no more",
            "sysctl -w vm.max_map_count=1048576, and the same line in /etc/sysctl.d/ to keep it.");
    }

    private static async Task<PrerequisiteResult> PortsAsync(IContainerEngine engine, ComposeProject project, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(null, cancellationToken);
        var ours = containers.Where(c => c.Labels.GetValueOrDefault(StackLabels.Project) == project.Name).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var taken = new List<string>();
        var variables = new List<string>();
        foreach (var service in project.Services.Values)
        {
            foreach (var port in service.Ports.Where(p => p.Published != 0))
            {
                if (PortConflicts.Owner(port, ours, containers, engine.Info.IsLocal) is not { } owner) continue;
                taken.Add($"{port.HostIp}:{port.Published} ({service.Name}) by {owner}");
                variables.Add($"{PortConflicts.Variable(service.Name, port.Target)} = <port>");
            }
        }

        var all = string.Join(", ", project.Services.Values.SelectMany(s => s.Ports).Select(p => p.Published).Where(p => p != 0).Order());
        return taken.Count == 0
            ? new("ports", CheckOutcome.Passed, $"{all}: free or ours", "free", "")
            : new("ports", CheckOutcome.Failed, $"held: {string.Join("; ", taken)}", $"free: {all}", $"Stop what holds them, or choose others: -Variable @{{ {string.Join("; ", variables)} }}.");
    }

    /// <summary>A container's own user must be able to read what is mounted; a checkout made under umask 077 is not readable for it.</summary>
    private static PrerequisiteResult Configuration(ComposeProject project)
    {
        var mounts = project.Services.Values.SelectMany(s => s.Mounts).Where(m => m is { Kind: MountKind.Bind, Origin: not "secret", Source: not null }
            && m.Source.StartsWith(project.Directory, StringComparison.Ordinal)).Select(m => m.Source!).Distinct().ToList();
        var missing = mounts.FirstOrDefault(m => !Path.Exists(m));
        if (missing is not null) return new("configuration", CheckOutcome.Failed, $"{missing} does not exist", "every mounted file", "Restore it from the checkout or the module.");
        if (!OperatingSystem.IsWindows())
        {
            var closed = mounts.FirstOrDefault(IsClosed);
            if (closed is not null) return new("configuration", CheckOutcome.Failed, $"{closed} is readable only for its owner", "readable for the containers' users", $"chmod -R o+rX '{project.Directory}'");
        }

        return new("configuration", CheckOutcome.Passed, $"{mounts.Count} mounted files and folders", "there and readable", "");
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsClosed(string path) => (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) == 0;
}
