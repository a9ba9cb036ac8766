namespace Mem0Observability.Compose;

/// <summary>Reads one service.</summary>
internal static class ServiceReader
{
    public static ServiceSpec Read(YamlEntry entry, ComposeContext context)
    {
        var service = new MapReader(entry.Value, $"services.{entry.Key}");
        BuildSpec? build = BuildReader.Read(service, context);
        ResourceLimits limits = ResourceReader.Read(service);
        string? networkMode = OneOf(service, "network_mode", "bridge", "host", "none");
        var spec = new ServiceSpec
        {
            Name = entry.Key,
            Position = entry.KeyPosition,
            Image = service.Text("image") ?? BuiltImage(entry, build, context),
            Build = build,
            ContainerName = Name(service, "container_name"),
            Command = Words(service, "command"),
            Entrypoint = Words(service, "entrypoint"),
            Environment = StringMap.Read(service.Find("environment"), service.At("environment"), context.Variable),
            Labels = StringMap.Read(service.Find("labels"), service.At("labels"), _ => ""),
            Ports = PortReader.Read(service),
            Expose = PortReader.ReadExpose(service),
            Mounts = Mounts(service, context),
            NetworkMode = networkMode,
            Networks = NetworkAttachmentReader.Read(service, context, networkMode is not null),
            DependsOn = DependencyReader.Read(service, entry.Key, context),
            HealthCheck = HealthCheckReader.Read(service),
            MemoryLimit = limits.Memory,
            MemoryReservation = limits.MemoryReservation,
            Cpus = limits.Cpus,
            PidsLimit = limits.Pids,
            Restart = Restart(service),
            User = service.Text("user"),
            GroupAdd = [.. service.Items("group_add").Select(i => ComposeValue.TextOrNumber(i.Node, i.Where))],
            WorkingDir = service.Text("working_dir"),
            Hostname = service.Text("hostname"),
            Pid = OneOf(service, "pid", "host"),
            ReadOnly = service.Flag("read_only"),
            Init = service.Flag("init"),
            Privileged = service.Flag("privileged"),
            CapAdd = service.Texts("cap_add"),
            CapDrop = service.Texts("cap_drop"),
            SecurityOpt = service.Texts("security_opt"),
            ExtraHosts = MachineReader.ExtraHosts(service),
            Devices = MachineReader.Devices(service),
            Ulimits = MachineReader.Ulimits(service),
            Sysctls = StringMap.Read(service.Find("sysctls"), service.At("sysctls"), _ => ""),
            ShmSize = service.Bytes("shm_size"),
            Logging = MachineReader.Logging(service),
            StopGracePeriod = service.Duration("stop_grace_period"),
            StopSignal = service.Text("stop_signal"),
            Profiles = service.Texts("profiles"),
        };
        service.Close();
        return spec;
    }

    private static string BuiltImage(YamlEntry entry, BuildSpec? build, ComposeContext context) => build is not null
        ? $"{context.ProjectName}-{entry.Key}"
        : throw ComposeFault.Invalid(entry.KeyPosition, $"services.{entry.Key}", "has neither image nor build. Add one.");

    // Without a value: the image's own.
    private static IReadOnlyList<string>? Words(MapReader service, string key) => service.FindOrNull(key) switch
    {
        null or YamlScalar { IsNull: true } => null,
        YamlScalar scalar => ShellWords.Split(ComposeValue.Text(scalar, service.At(key)), scalar.Position, service.At(key)),
        var node => ComposeValue.Texts(node, service.At(key)),
    };

    private static MountSpec[] Mounts(MapReader service, ComposeContext context)
    {
        MountSpec[] mounts =
        [
            .. new MountReader(context).Read(service),
            .. TmpfsReader.Read(service),
            .. FileMountReader.Secrets(service, context),
            .. FileMountReader.Configs(service, context),
        ];
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (MountSpec mount in mounts)
        {
            if (!targets.Add(mount.Target))
                throw ComposeFault.Invalid(mount.Position, service.Where, $"two mounts have the target {ComposeFault.Show(mount.Target)}. Remove one.");
        }

        return mounts;
    }

    private static string Restart(MapReader service)
    {
        string policy = service.Text("restart") ?? "no";
        string[] parts = policy.Split(':');
        bool valid = parts switch
        {
            ["no" or "always" or "unless-stopped" or "on-failure"] => true,
            ["on-failure", { Length: > 0 and < 10 } count] => count.All(char.IsAsciiDigit),
            _ => false,
        };
        return valid
            ? policy
            : throw ComposeFault.Invalid(
                service.Find("restart")!.Position, service.At("restart"), $"{ComposeFault.Show(policy)} is not a policy. Use no, always, unless-stopped, on-failure or on-failure:3.");
    }

    private static string? OneOf(MapReader service, string key, params string[] allowed)
    {
        string? value = service.Text(key);
        return value is null || allowed.Contains(value)
            ? value
            : throw ComposeFault.Invalid(service.Find(key)!.Position, service.At(key), $"{ComposeFault.Show(value)} is not supported. Use {string.Join(" or ", allowed)}.");
    }

    private static string? Name(MapReader service, string key)
    {
        string? name = service.Text(key);
        return name is null || ComposeName.IsEngineName(name)
            ? name
            : throw ComposeFault.Invalid(service.Find(key)!.Position, service.At(key), $"{ComposeFault.Show(name)} is not a name: letters, digits, '_', '.', '-', starting with a letter or digit.");
    }
}
