namespace Mem0Observability.Compose;

/// <summary>Reads <c>secrets</c> and <c>configs</c> of a service: each is a file of this machine, bound read-only.</summary>
internal static class FileMountReader
{
    public static IEnumerable<MountSpec> Secrets(MapReader service, ComposeContext context) =>
        Read(service, "secrets", "secret", context.Secrets, "/run/secrets/");

    public static IEnumerable<MountSpec> Configs(MapReader service, ComposeContext context) =>
        Read(service, "configs", "config", context.Configs, "/");

    private static IEnumerable<MountSpec> Read(
        MapReader service, string key, string origin, IReadOnlyDictionary<string, string> known, string folder)
    {
        return service.Items(key).Select(i => ReadOne(i.Node, i.Where));

        MountSpec ReadOne(YamlNode item, string where)
        {
            (string source, string target) = item is YamlMap ? ReadLong(new MapReader(item, where)) : Same(ComposeValue.Word(item, where));
            if (!known.TryGetValue(source, out string? path))
                throw ComposeFault.Undefined(item.Position, where, $"{origin} {ComposeFault.Show(source)} is not defined. Add it under '{key}:'.");

            return new MountSpec(MountKind.Bind, path, MountReader.Target(target.StartsWith('/') ? target : folder + target, item.Position, where), ReadOnly: true, origin, item.Position);
        }
    }

    private static (string Source, string Target) Same(string name) => (name, name);

    // uid, gid and mode are unknown keys here: a bind keeps the file's own, on compose too, where it only says so in a warning.
    private static (string Source, string Target) ReadLong(MapReader map)
    {
        string source = map.Text("source") ?? throw ComposeFault.Invalid(map.Position, map.Where, "has no source. Add the name of what is mounted.");
        string target = map.Text("target") ?? source;
        map.Close();
        return (source, target);
    }
}
