namespace Mem0Observability.Compose;

/// <summary>Reads <c>networks</c> of a service: a list of keys, or a map with aliases. None named: the default network.</summary>
internal static class NetworkAttachmentReader
{
    private static readonly IReadOnlyList<string> s_noAliases = [];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(MapReader service, ComposeContext context, bool ownMode)
    {
        var result = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        string where = service.At("networks");
        YamlNode? node = service.Find("networks");
        if (ownMode && node is not null)
            throw ComposeFault.Invalid(node.Position, where, "cannot stand beside network_mode. Remove one of the two.");

        foreach ((string key, SourcePosition position, IReadOnlyList<string> aliases) in Attachments(node, where))
        {
            if (!context.Networks.ContainsKey(key))
                throw ComposeFault.Undefined(position, where, $"network {ComposeFault.Show(key)} is not defined. Add it under 'networks:'.");

            if (!result.TryAdd(key, aliases))
                throw ComposeFault.At("ComposeDuplicateKey", position, $"{where}: network '{key}' is listed twice. Remove one of the two.");
        }

        if (result.Count == 0 && !ownMode)
            result["default"] = s_noAliases;

        return result;
    }

    private static IEnumerable<(string Key, SourcePosition Position, IReadOnlyList<string> Aliases)> Attachments(YamlNode? node, string where) => node switch
    {
        null => [],
        YamlList list => list.Items.Select(item => (ComposeValue.Word(item, where), item.Position, s_noAliases)),
        YamlMap map => map.Entries.Select(e => (e.Key, e.KeyPosition, Aliases(e.Value, $"{where}.{e.Key}"))),
        _ => throw ComposeFault.Invalid(node.Position, where, $"is {ComposeValue.KindOf(node)}; a list or a map of networks is expected."),
    };

    private static IReadOnlyList<string> Aliases(YamlNode node, string where)
    {
        if (node is YamlScalar { IsNull: true })
            return s_noAliases;

        var map = new MapReader(node, where);
        IReadOnlyList<string> aliases = map.Texts("aliases");
        map.Close();
        return aliases;
    }
}
