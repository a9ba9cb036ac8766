namespace Mem0Observability.Compose;

/// <summary>Reads what may be a map or a list of <c>NAME=value</c>: environment, labels, build arguments, sysctls.</summary>
/// <remarks>Sorted by name, so that the same content gives the same configuration hash.</remarks>
internal static class StringMap
{
    /// <param name="valueOf">What a name without a value stands for; null leaves it out.</param>
    public static IReadOnlyDictionary<string, string> Read(YamlNode? node, string where, Func<string, string?> valueOf)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, YamlNode? value, string? text, SourcePosition position) in Pairs(node, where))
        {
            if (name.Length == 0)
                throw ComposeFault.Invalid(position, where, "a name is missing before '='. Write NAME=value.");

            string? known = text ?? (value is null or YamlScalar { IsNull: true } ? valueOf(name) : ComposeValue.TextOrNumber(value, $"{where}.{name}"));
            if (known is not null && !result.TryAdd(name, known))
                throw ComposeFault.At("ComposeDuplicateKey", position, $"{where}: {ComposeFault.Show(name)} is set twice. Remove one of the two.");
        }

        return result;
    }

    private static IEnumerable<(string Name, YamlNode? Value, string? Text, SourcePosition Position)> Pairs(YamlNode? node, string where)
    {
        switch (node)
        {
            case null:
                return [];
            case YamlMap map:
                return map.Entries.Select(e => (e.Key, (YamlNode?)e.Value, (string?)null, e.KeyPosition));
            case YamlList list:
                return list.Items.Select((item, i) =>
                {
                    string text = ComposeValue.Text(item, $"{where}[{i}]");
                    int separator = text.IndexOf('=', StringComparison.Ordinal);
                    return separator < 0
                        ? (text, (YamlNode?)null, (string?)null, item.Position)
                        : (text[..separator], null, text[(separator + 1)..], item.Position);
                });
            default:
                throw ComposeFault.Invalid(node.Position, where, $"is {ComposeValue.KindOf(node)}; a map or a list of NAME=value is expected.");
        }
    }
}
