namespace Mem0Observability.Compose;

/// <summary>Reads <c>tmpfs</c>: one or several of <c>/target[:size=64m,mode=1777,ro]</c>.</summary>
internal static class TmpfsReader
{
    public static IEnumerable<MountSpec> Read(MapReader service)
    {
        if (service.Find("tmpfs") is not { } node)
            return [];

        string where = service.At("tmpfs");
        return ComposeValue.Texts(node, where, orText: true).Select(text => ReadOne(text, node.Position, where));
    }

    public static int? Mode(MapReader tmpfs) => tmpfs.Find("mode") is YamlScalar mode
        ? ComposeValue.Mode(mode.Value, mode.Position, tmpfs.At("mode"))
        : null;

    private static MountSpec ReadOne(string text, SourcePosition position, string where)
    {
        string[] parts = text.Split(':', 2);
        var mount = new MountSpec(MountKind.Tmpfs, null, MountReader.Target(parts[0], position, where), ReadOnly: false, "volume", position);
        foreach (string option in parts.Length == 2 ? parts[1].Split(',') : [])
            mount = WithOption(mount, option, where);

        return mount;
    }

    private static MountSpec WithOption(MountSpec mount, string option, string where)
    {
        string[] pair = option.Split('=', 2);
        return (pair[0], pair.Length) switch
        {
            ("size", 2) => mount with
            {
                Size = ByteSize.TryParse(pair[1]) ?? throw ComposeFault.Invalid(mount.Position, where, $"{ComposeFault.Show(pair[1])} is not a size such as 64m."),
            },
            ("mode", 2) => mount with { Mode = ComposeValue.Mode("0" + pair[1].TrimStart('0'), mount.Position, where) },
            ("ro", 1) => mount with { ReadOnly = true },
            // What the engine does anyway.
            ("rw" or "noexec" or "nosuid" or "nodev", 1) => mount,
            _ => throw ComposeFault.Invalid(mount.Position, where, $"tmpfs option {ComposeFault.Show(option)} is not supported. Use size=, mode= or ro."),
        };
    }
}
