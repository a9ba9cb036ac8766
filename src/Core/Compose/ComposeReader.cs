using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>
/// Reads a compose file: strictly (a key that is not read is an error), completely (nothing is left to look up) and with a position
/// in every message. Services outside the active profiles are checked and left out, with the networks and volumes only they use.
/// </summary>
internal static class ComposeReader
{
    public static ComposeProject Read(ComposeOptions options)
    {
        if (options.Files is not [string file])
        {
            throw new StackException(
                "ComposeFileCount", StackErrorCategory.InvalidArgument, $"Exactly one compose file is read; {options.Files.Count} were given. Merging several files is not supported.");
        }

        YamlNode document = YamlFile.Load(file);
        string directory = Path.TrimEndingDirectorySeparator(Path.GetDirectoryName(Path.GetFullPath(file))!);
        ComposeVariables variables = ComposeVariables.Load(options, directory);
        var interpolation = new Interpolation(n => variables[n]);
        YamlNode? fileName = (document as YamlMap)?["name"];
        string name = ComposeName.OfProject(options, file, directory, variables, fileName is null ? null : InterpolatedTree.Of(fileName, interpolation));
        variables.SetProjectName(name);

        var top = new MapReader(InterpolatedTree.Of(document, interpolation), "");
        top.FindOrNull("name");
        IReadOnlyList<YamlEntry> services = top.Entries("services");
        if (services.Count == 0)
            throw ComposeFault.Invalid(top.Position, "services", "the file defines no service. Add one.");

        ComposeContext context = Context(top, options, name, new ComposePaths(directory, n => variables[n]), n => variables[n], services);
        top.Close();
        var all = new SortedDictionary<string, ServiceSpec>(services.ToDictionary(s => s.Key, s => ServiceReader.Read(s, context)), StringComparer.Ordinal);
        DependencyCycle.Refuse(all);
        return Selected(context, directory, file, all);
    }

    private static ComposeContext Context(
        MapReader top, ComposeOptions options, string name, ComposePaths paths, Func<string, string?> variable, IReadOnlyList<YamlEntry> services) => new(
        name,
        paths,
        variable,
        services.Select(ServiceName).ToHashSet(StringComparer.Ordinal),
        services.Where(s => IsActive(s, options.Profiles)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal),
        ResourceDefinitions.Networks(top, name),
        ResourceDefinitions.Volumes(top, name),
        ResourceDefinitions.Files(top, "secrets", paths),
        ResourceDefinitions.Files(top, "configs", paths));

    private static string ServiceName(YamlEntry service) => ComposeName.IsEngineName(service.Key)
        ? service.Key
        : throw ComposeFault.Invalid(service.KeyPosition, "services", $"{ComposeFault.Show(service.Key)} is not a name: letters, digits, '_', '.', '-', starting with a letter or digit.");

    private static bool IsActive(YamlEntry service, IReadOnlyList<string> active)
    {
        IReadOnlyList<string> profiles = new MapReader(service.Value, $"services.{service.Key}").Texts("profiles");
        return profiles.Count == 0 || active.Contains("*") || profiles.Any(active.Contains);
    }

    private static ComposeProject Selected(ComposeContext context, string directory, string file, SortedDictionary<string, ServiceSpec> all)
    {
        Dictionary<string, ServiceSpec> services = all.Where(s => context.ActiveServices.Contains(s.Key)).ToDictionary(StringComparer.Ordinal);
        HashSet<string> networks = [.. services.Values.SelectMany(s => s.Networks.Keys)];
        HashSet<string> volumes = [.. services.Values.SelectMany(s => s.Mounts).Where(m => m is { Kind: MountKind.Volume, Source: not null }).Select(m => m.Source!)];
        return new ComposeProject(
            context.ProjectName,
            directory,
            [Path.GetFullPath(file)],
            services,
            context.Networks.Where(n => networks.Contains(n.Key)).ToDictionary(StringComparer.Ordinal),
            context.Volumes.Where(v => volumes.Contains(v.Key)).ToDictionary(StringComparer.Ordinal));
    }
}
