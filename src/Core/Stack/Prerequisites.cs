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
    private const long DiskFailed = 2048 * Mebibyte;
    private const long DiskWarning = 8192 * Mebibyte;

    /// <summary>Elasticsearch's bootstrap check; nothing in Lite maps that much.</summary>
    private const long FullMapCount = 262144;

    private static readonly TimeSpan s_clockLimit = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<PrerequisiteResult> CheckAsync(ComposeProject project, bool needsElasticsearch, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        if (info.IsLocal && OperatingSystem.IsLinux()) yield return Disk(machine);
        yield return await PortsAsync(engine, project, cancellationToken);
        if (info.IsLocal && OperatingSystem.IsLinux()) yield return MapCount(needsElasticsearch);
        yield return Clock(machine);
    }

    internal static PrerequisiteResult Memory(ComposeProject project, MachineInfo info)
    {
        var limits = project.Services.Values.Sum(s => s.MemoryLimit ?? 0);
        var observed = $"{info.MemoryTotal / Mebibyte} MiB on the engine's machine";
        var required = $"{limits / Mebibyte} MiB, the sum of the {project.Services.Count} services' limits";
        return info.MemoryTotal >= limits
            ? new("memory", CheckOutcome.Passed, observed, required, "")
            : new("memory", CheckOutcome.Failed, observed, required, "Give the engine more memory (Docker Desktop: Settings, Resources), or lower mem_limit in the compose file.");
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

    private static PrerequisiteResult Disk(MachineInfo info)
    {
        // Another user's engine keeps its files where we may not look; its nearest visible parent is on the same disk in all but odd set-ups.
        var folder = info.RootDirectory;
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var observed = $"{free / Mebibyte} MiB free in {info.RootDirectory}";
        var outcome = free < DiskFailed ? CheckOutcome.Failed : free < DiskWarning ? CheckOutcome.Warning : CheckOutcome.Passed;
        return new("disk", outcome, observed, $"{DiskWarning / Mebibyte} MiB (images, and Prometheus' 4 GB of data)", outcome == CheckOutcome.Passed ? "" : "Free space: docker system prune, or move the engine's data-root.");
    }

    private static PrerequisiteResult MapCount(bool needed)
    {
        var text = File.ReadAllText("/proc/sys/vm/max_map_count").Trim();
        var count = long.Parse(text, CultureInfo.InvariantCulture);
        if (!needed) return new("vm.max_map_count", CheckOutcome.Passed, text, "any (only Elasticsearch needs more)", "");
        return count >= FullMapCount
            ? new("vm.max_map_count", CheckOutcome.Passed, text, $"{FullMapCount}", "")
            : new("vm.max_map_count", CheckOutcome.Failed, text, $"{FullMapCount}", "sysctl -w vm.max_map_count=1048576, and the same line in /etc/sysctl.d/ to keep it.");
    }

    private static async Task<PrerequisiteResult> PortsAsync(IContainerEngine engine, ComposeProject project, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(null, cancellationToken);
        var taken = new List<string>();
        var variables = new List<string>();
        foreach (var service in project.Services.Values)
        {
            var existing = containers.FirstOrDefault(c => c.Labels.GetValueOrDefault(StackLabels.Project) == project.Name && c.Labels.GetValueOrDefault(StackLabels.Service) == service.Name);
            var plan = new ServicePlan(service, "", "", existing, ServiceChange.Create, "");
            foreach (var port in service.Ports.Where(p => p.Published != 0))
            {
                if (PortConflicts.Owner(port, plan, containers, engine.Info.IsLocal) is not { } owner) continue;
                taken.Add($"{port.HostIp}:{port.Published} ({service.Name}) by {owner}");
                variables.Add($"{PortConflicts.Variable(service.Name, port.Target)} = <port>");
            }
        }

        var all = string.Join(", ", project.Services.Values.SelectMany(s => s.Ports).Select(p => p.Published).Order());
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
