using Docker.DotNet.Models;
using Mem0Observability.Compose;

namespace Mem0Observability.Docker;

// The client library declares members non-null that the API takes as optional.
#pragma warning disable CS8601

/// <summary>A compose service in the engine's words.</summary>
internal static class ContainerParameters
{
    public static CreateContainerParameters From(ContainerRequest request)
    {
        var service = request.Service;
        var ports = service.Ports.Select(p => $"{p.Target}/{p.Protocol}").Concat(service.Expose).Distinct();
        return new()
        {
            Name = request.Name,
            Image = service.Image,
            Cmd = service.Command?.ToList(),
            Entrypoint = service.Entrypoint?.ToList(),
            Env = [.. service.Environment.Select(e => $"{e.Key}={e.Value}")],
            Labels = request.Labels.ToDictionary(),
            User = service.User,
            WorkingDir = service.WorkingDir,
            Hostname = service.Hostname,
            StopSignal = service.StopSignal,
            StopTimeout = service.StopGracePeriod,
            ExposedPorts = ports.ToDictionary(p => p, _ => default(EmptyStruct)),
            Healthcheck = HealthCheck(service.HealthCheck),
            HostConfig = Host(request),
            NetworkingConfig = request.Network is null ? null : new()
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings> { [request.Network] = new() { Aliases = [.. request.Aliases] } },
            },
        };
    }

    private static HostConfig Host(ContainerRequest request)
    {
        var service = request.Service;
        return new()
        {
            NetworkMode = service.NetworkMode ?? request.Network,
            PortBindings = service.Ports.GroupBy(p => $"{p.Target}/{p.Protocol}").ToDictionary(
                g => g.Key,
                IList<PortBinding> (g) => [.. g.Select(p => new PortBinding { HostIP = p.HostIp, HostPort = p.Published == 0 ? "" : $"{p.Published}" })]),
            RestartPolicy = Restart(service.Restart),
            Mounts = [.. service.Mounts.Select(m => Mount(m, request.VolumeNames))],
            Memory = service.MemoryLimit ?? 0,
            MemoryReservation = service.MemoryReservation ?? 0,
            NanoCPUs = (long)((service.Cpus ?? 0) * 1_000_000_000),
            PidsLimit = service.PidsLimit,
            GroupAdd = [.. service.GroupAdd],
            ReadonlyRootfs = service.ReadOnly,
            Init = service.Init ? true : null,
            Privileged = service.Privileged,
            PidMode = service.Pid,
            CapAdd = [.. service.CapAdd],
            CapDrop = [.. service.CapDrop],
            SecurityOpt = [.. service.SecurityOpt],
            ExtraHosts = [.. service.ExtraHosts],
            Devices = [.. service.Devices.Select(d => d.Split(':')).Select(d => new DeviceMapping
            {
                PathOnHost = d[0], PathInContainer = d.ElementAtOrDefault(1) ?? d[0], CgroupPermissions = d.ElementAtOrDefault(2) ?? "rwm",
            })],
            Ulimits = [.. service.Ulimits.Select(u => new Ulimit { Name = u.Key, Soft = u.Value.Soft, Hard = u.Value.Hard })],
            Sysctls = service.Sysctls.ToDictionary(),
            ShmSize = service.ShmSize ?? 0,
            LogConfig = service.Logging is { } logging ? new() { Type = logging.Driver, Config = logging.Options.ToDictionary() } : null,
        };
    }

    private static HealthcheckConfig? HealthCheck(HealthCheckSpec? check) => check is null ? null : new()
    {
        Test = [.. check.Test],
        Interval = check.Interval,
        Timeout = check.Timeout,
        Retries = check.Retries,
        StartPeriod = check.StartPeriod,
        StartInterval = check.StartInterval,
    };

    private static Mount Mount(MountSpec mount, IReadOnlyDictionary<string, string> volumeNames) => new()
    {
        Type = mount.Kind switch { MountKind.Bind => "bind", MountKind.Volume => "volume", _ => "tmpfs" },
        Source = mount.Kind == MountKind.Volume && mount.Source is { } key ? volumeNames[key] : mount.Source,
        Target = mount.Target,
        ReadOnly = mount.ReadOnly,
        BindOptions = mount.Propagation is { } propagation ? new() { Propagation = propagation } : null,
        TmpfsOptions = mount.Kind == MountKind.Tmpfs ? new() { SizeBytes = mount.Size, Mode = (uint?)mount.Mode } : null,
    };

    private static RestartPolicy Restart(string restart)
    {
        var parts = restart.Split(':');
        return new()
        {
            Name = parts[0] switch
            {
                "always" => RestartPolicyKind.Always,
                "unless-stopped" => RestartPolicyKind.UnlessStopped,
                "on-failure" => RestartPolicyKind.OnFailure,
                _ => RestartPolicyKind.No,
            },
            MaximumRetryCount = parts.Length > 1 ? long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0,
        };
    }
}
