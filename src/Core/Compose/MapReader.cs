using Mem0Observability.Model;

namespace Mem0Observability.Compose;

/// <summary>Reads a map key by key; <see cref="Close"/> refuses the keys that nobody asked for, except <c>x-…</c>.</summary>
internal sealed class MapReader
{
    private readonly YamlMap _map;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <param name="where">The map's path for messages; empty for the file itself.</param>
    public MapReader(YamlNode node, string where)
    {
        Where = where;
        _map = node as YamlMap ?? throw ComposeFault.Invalid(node.Position, where.Length == 0 ? "file" : where, $"is {ComposeValue.KindOf(node)}; a map is expected.");
    }

    public string Where { get; }

    public SourcePosition Position => _map.Position;

    public string At(string key) => Where.Length == 0 ? key : $"{Where}.{key}";

    /// <summary>The value of a key, or null where the key is absent. A key without value is an error.</summary>
    public YamlNode? Find(string key)
    {
        YamlNode? value = FindOrNull(key);
        return value is YamlScalar { IsNull: true }
            ? throw ComposeFault.Invalid(value.Position, At(key), "has no value. Give it one or remove the key.")
            : value;
    }

    /// <summary>As <see cref="Find"/>, for keys that mean something without a value.</summary>
    public YamlNode? FindOrNull(string key)
    {
        _asked.Add(key);
        return _map[key];
    }

    /// <summary>Null also where the text is empty, as in <c>user: ${RUN_AS:-}</c>.</summary>
    public string? Text(string key) => Find(key) is { } node && ComposeValue.Text(node, At(key)) is { Length: > 0 } text ? text : null;

    public bool Flag(string key) => Find(key) is { } node && ComposeValue.Flag(node, At(key));

    public long? Integer(string key, long min = 0) => Find(key) is { } node ? ComposeValue.Integer(node, At(key), min) : null;

    public long? Bytes(string key) => Find(key) is { } node ? ComposeValue.Bytes(node, At(key)) : null;

    public double? Number(string key) => Find(key) is { } node ? ComposeValue.Number(node, At(key)) : null;

    public TimeSpan? Duration(string key) => Find(key) is { } node ? ComposeValue.Duration(node, At(key)) : null;

    public IReadOnlyList<string> Texts(string key) => Find(key) is { } node ? ComposeValue.Texts(node, At(key)) : [];

    /// <summary>The items of a list with their paths; none where the key is absent.</summary>
    public IEnumerable<(YamlNode Node, string Where)> Items(string key) => Find(key) is { } node ? ComposeValue.Items(node, At(key)) : [];

    public MapReader? Map(string key) => Find(key) is { } node ? new MapReader(node, At(key)) : null;

    /// <summary>The entries of a map of named things (services, volumes, …); no entries where the key is absent.</summary>
    public IReadOnlyList<YamlEntry> Entries(string key)
    {
        if (FindOrNull(key) is not { } node || node is YamlScalar { IsNull: true })
            return [];

        return node is YamlMap map
            ? [.. map.Entries.Where(e => !IsExtension(e.Key))]
            : throw ComposeFault.Invalid(node.Position, At(key), $"is {ComposeValue.KindOf(node)}; a map is expected.");
    }

    /// <summary>Ends the reading: an error for the first key that was not asked for.</summary>
    public void Close()
    {
        foreach (YamlEntry entry in _map.Entries)
        {
            if (!_asked.Contains(entry.Key) && !IsExtension(entry.Key))
                throw Unknown(entry);
        }
    }

    private StackException Unknown(YamlEntry entry)
    {
        string advice = Spelling.Nearest(entry.Key, _asked) is { } near
            ? $"Did you mean '{near}'?"
            : "Remove it, or prefix it with 'x-' if it is a note.";
        string inside = Where.Length == 0 ? "" : $"{Where}: ";
        return ComposeFault.At("ComposeUnknownKey", entry.KeyPosition, $"{inside}key {ComposeFault.Show(entry.Key)} is not known here. {advice}");
    }

    private static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);
}
