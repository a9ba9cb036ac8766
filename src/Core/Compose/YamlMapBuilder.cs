namespace Mem0Observability.Compose;

/// <summary>Collects a mapping's entries: refuses duplicates and applies <c>&lt;&lt;</c> merges.</summary>
internal sealed class YamlMapBuilder(string idPrefix)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, SourcePosition> _seen = new(StringComparer.Ordinal);
    private readonly List<YamlMap> _merged = [];

    public void Add(YamlScalar key, SourcePosition keyPosition, YamlNode value)
    {
        if (!_seen.TryAdd(key.Value, keyPosition))
        {
            SourcePosition first = _seen[key.Value];
            throw ComposeFault.At(
                idPrefix + "DuplicateKey",
                keyPosition,
                $"key {ComposeFault.Show(key.Value)} is already set in line {first.Line}. Remove one of the two.");
        }

        if (key is { Value: "<<", Quoted: false })
            Merge(value);
        else
            _entries.Add(new YamlEntry(key.Value, keyPosition, value));
    }

    /// <summary>The map's own keys win over merged ones wherever the merge stands, and an earlier merged map over a later one.</summary>
    public YamlMap Build(SourcePosition position)
    {
        foreach (YamlEntry entry in _merged.SelectMany(m => m.Entries))
        {
            if (_seen.TryAdd(entry.Key, entry.KeyPosition))
                _entries.Add(entry);
        }

        return new YamlMap(_entries, position);
    }

    private void Merge(YamlNode value)
    {
        foreach (YamlNode source in value is YamlList list ? list.Items : [value])
        {
            if (source is not YamlMap map)
                throw ComposeFault.At(idPrefix + "Syntax", source.Position, "'<<' takes a map or a list of maps, usually an alias such as '*defaults'.");

            _merged.Add(map);
        }
    }
}
