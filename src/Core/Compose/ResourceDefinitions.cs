namespace Mem0Observability.Compose;

/// <summary>Reads the top-level <c>networks</c>, <c>volumes</c>, <c>secrets</c> and <c>configs</c>.</summary>
internal static class ResourceDefinitions
{
    /// <summary>The default network is always among them.</summary>
    public static IReadOnlyDictionary<string, NetworkSpec> Networks(MapReader file, string project)
    {
        var result = new SortedDictionary<string, NetworkSpec>(StringComparer.Ordinal);
        foreach ((string key, MapReader? map) in Definitions(file, "networks"))
        {
            (string name, bool external) = NameOf(key, map, project, "driver", "internal", "labels");
            result[key] = new NetworkSpec(key, name, map?.Text("driver"), external, map?.Flag("internal") ?? false, Labels(map));
            map?.Close();
        }

        result.TryAdd("default", new NetworkSpec("default", $"{project}_default", null, External: false, Internal: false, Labels(null)));
        return result;
    }

    public static IReadOnlyDictionary<string, VolumeSpec> Volumes(MapReader file, string project)
    {
        var result = new SortedDictionary<string, VolumeSpec>(StringComparer.Ordinal);
        foreach ((string key, MapReader? map) in Definitions(file, "volumes"))
        {
            (string name, bool external) = NameOf(key, map, project, "driver", "labels");
            result[key] = new VolumeSpec(key, name, map?.Text("driver"), external, Labels(map));
            map?.Close();
        }

        return result;
    }

    /// <summary>Key to absolute path. Only files: what comes from a variable or another machine is an unknown key.</summary>
    public static IReadOnlyDictionary<string, string> Files(MapReader file, string section, ComposePaths paths)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, MapReader? map) in Definitions(file, section))
        {
            YamlNode source = map?.Find("file")
                ?? throw ComposeFault.Invalid(map?.Position ?? file.Position, $"{section}.{key}", "has no file. Only files are supported here: add 'file:'.");
            result[key] = paths.Absolute(ComposeValue.Word(source, map.At("file")), source.Position, map.At("file"));
            map.Close();
        }

        return result;
    }

    private static IEnumerable<(string Key, MapReader? Map)> Definitions(MapReader file, string section) => file.Entries(section).Select(e =>
        ComposeName.IsEngineName(e.Key)
            ? (e.Key, e.Value is YamlScalar { IsNull: true } ? null : new MapReader(e.Value, $"{section}.{e.Key}"))
            : throw ComposeFault.Invalid(e.KeyPosition, section, $"{ComposeFault.Show(e.Key)} is not a name: letters, digits, '_', '.', '-', starting with a letter or digit."));

    private static (string Name, bool External) NameOf(string key, MapReader? map, string project, params string[] ownOnly)
    {
        bool external = map?.Flag("external") ?? false;
        string? clash = external ? ownOnly.FirstOrDefault(k => map!.FindOrNull(k) is not null) : null;
        if (clash is not null)
            throw ComposeFault.Invalid(map!.Find(clash)!.Position, map.At(clash), "has no effect on something external. Remove it.");

        return (map?.Text("name") ?? (external ? key : $"{project}_{key}"), external);
    }

    private static IReadOnlyDictionary<string, string> Labels(MapReader? map) =>
        StringMap.Read(map?.Find("labels"), map?.At("labels") ?? "", _ => "");
}
