using Mem0Observability.Compose;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>Ways through a YAML file by names.</summary>
internal static class YamlWalk
{
    /// <param name="path">Keys with slashes between them; keys themselves may hold dots.</param>
    public static YamlNode? At(this YamlNode node, string path)
    {
        YamlNode? at = node;
        foreach (string key in path.Split('/')) at = (at as YamlMap)?[key.Replace('|', '/')];
        return at;
    }

    public static string? TextAt(this YamlNode node, string path) => (node.At(path) as YamlScalar)?.Value;

    public static IReadOnlyList<string> TextsAt(this YamlNode node, string path) =>
        node.At(path) is YamlList list ? [.. list.Items.OfType<YamlScalar>().Select(s => s.Value)] : [];

    public static IReadOnlyList<YamlEntry> EntriesAt(this YamlNode node, string path) => (node.At(path) as YamlMap)?.Entries ?? [];

    public static IEnumerable<YamlMap> MapsAt(this YamlNode node, string path) => (node.At(path) as YamlList)?.Items.OfType<YamlMap>() ?? [];

    /// <summary>Every key of the tree, with the path to it.</summary>
    public static IEnumerable<string> Paths(this YamlNode node, string prefix = "") => node switch
    {
        YamlMap map => map.Entries.SelectMany(e => e.Value.Paths($"{prefix}{e.Key}/").Prepend(prefix + e.Key)),
        YamlList list => list.Items.SelectMany(i => i.Paths(prefix)),
        _ => [],
    };

    /// <summary>Every scalar of the tree, with the path to it.</summary>
    public static IEnumerable<(string Path, string Value)> Scalars(this YamlNode node, string prefix = "") => node switch
    {
        YamlMap map => map.Entries.SelectMany(e => e.Value.Scalars($"{prefix}/{e.Key}")),
        YamlList list => list.Items.SelectMany(i => i.Scalars(prefix)),
        YamlScalar scalar => [(prefix, scalar.Value)],
        _ => [],
    };
}
