namespace Mem0Observability.Compose;

/// <summary>Reads <c>volumes</c> of a service in the short and the long form.</summary>
internal sealed class MountReader(ComposeContext context)
{
    private const string Propagations = "private rprivate shared rshared slave rslave";

    public IEnumerable<MountSpec> Read(MapReader service) => service.Items("volumes").Select(i => ReadOne(i.Node, i.Where));

    private MountSpec ReadOne(YamlNode node, string where) =>
        node is YamlMap ? ReadLong(new MapReader(node, where)) : ReadShort(ComposeValue.Word(node, where), node.Position, where);

    // [source:]target[:options]
    private MountSpec ReadShort(string text, SourcePosition position, string where)
    {
        // The colon of "C:\data:/data" belongs to the path; that of "a:/data" does not.
        int from = ComposePaths.IsWindowsDrive(text) && text.IndexOf(':', 2) > 0 ? 2 : 0;
        string[] parts = (text[..from].Replace(':', '\0') + text[from..]).Split(':');
        parts[0] = parts[0].Replace('\0', ':');
        if (parts.Length > 3 || parts.Any(p => p.Length == 0))
            throw ComposeFault.Invalid(position, where, $"{ComposeFault.Show(text)} is not a volume. Forms: /target, name:/target, ./path:/target:ro.");

        string? source = parts.Length == 1 ? null : parts[0];
        MountKind kind = source is not null && ComposePaths.IsPath(source) ? MountKind.Bind : MountKind.Volume;
        var mount = new MountSpec(kind, Source(kind, source, position, where), Target(parts.Length == 1 ? parts[0] : parts[1], position, where), ReadOnly: false, "volume", position)
        {
            // Only the short form makes a folder that is missing, as compose has it.
            CreateHostPath = kind == MountKind.Bind,
        };
        foreach (string option in parts.Length == 3 ? parts[2].Split(',') : [])
            mount = WithOption(mount, option, where);

        return mount;
    }

    private static MountSpec WithOption(MountSpec mount, string option, string where) => option switch
    {
        "ro" => mount with { ReadOnly = true },
        "rw" => mount with { ReadOnly = false },
        _ when mount.Kind == MountKind.Bind && IsPropagation(option) => mount with { Propagation = option },
        _ => throw ComposeFault.Invalid(mount.Position, where, $"volume option {ComposeFault.Show(option)} is not supported. Use ro, rw or, for a path, one of: {Propagations}."),
    };

    private MountSpec ReadLong(MapReader map)
    {
        string type = map.Text("type") ?? throw ComposeFault.Invalid(map.Position, map.Where, "has no type. Use bind, volume or tmpfs.");
        MountKind kind = type switch
        {
            "bind" => MountKind.Bind,
            "volume" => MountKind.Volume,
            "tmpfs" => MountKind.Tmpfs,
            _ => throw ComposeFault.Invalid(map.Position, map.Where, $"type {ComposeFault.Show(type)} is not supported. Use bind, volume or tmpfs."),
        };
        string target = map.Text("target") ?? throw ComposeFault.Invalid(map.Position, map.Where, "has no target. Add the path in the container.");
        MapReader? bind = kind == MountKind.Bind ? map.Map("bind") : null;
        MapReader? tmpfs = kind == MountKind.Tmpfs ? map.Map("tmpfs") : null;
        string? source = kind == MountKind.Tmpfs ? null : map.Text("source");
        var mount = new MountSpec(
            kind,
            Source(kind, source, map.Position, map.Where),
            Target(target, map.Position, map.Where),
            map.Flag("read_only"),
            "volume",
            map.Position,
            bind is null ? null : Propagation(bind),
            tmpfs?.Bytes("size"),
            tmpfs is null ? null : TmpfsReader.Mode(tmpfs))
        {
            CreateHostPath = bind?.Flag("create_host_path") ?? false,
        };
        bind?.Close();
        tmpfs?.Close();
        map.Close();
        return mount;
    }

    private string? Source(MountKind kind, string? source, SourcePosition position, string where)
    {
        if (kind == MountKind.Bind)
        {
            return source is null
                ? throw ComposeFault.Invalid(position, where, "a bind needs a source. Add the path on this machine.")
                : context.Paths.Absolute(source, position, where);
        }

        return source is null || context.Volumes.ContainsKey(source)
            ? source
            : throw ComposeFault.Undefined(position, where, $"volume {ComposeFault.Show(source)} is not defined. Add it under 'volumes:', or start a path with './'.");
    }

    private static string? Propagation(MapReader bind)
    {
        string? value = bind.Text("propagation");
        return value is null || IsPropagation(value)
            ? value
            : throw ComposeFault.Invalid(bind.Position, bind.At("propagation"), $"{ComposeFault.Show(value)} is not one of: {Propagations}.");
    }

    private static bool IsPropagation(string value) => Propagations.Split(' ').Contains(value);

    /// <summary>A path in a Linux container.</summary>
    public static string Target(string target, SourcePosition position, string where) => target.StartsWith('/')
        ? target.Length > 1 ? target.TrimEnd('/') : throw ComposeFault.Invalid(position, where, "the target cannot be the container's root. Choose a folder.")
        : throw ComposeFault.Invalid(position, where, $"target {ComposeFault.Show(target)} is not an absolute path in the container.");
}
