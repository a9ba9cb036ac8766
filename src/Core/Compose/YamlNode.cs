namespace Mem0Observability.Compose;

/// <summary>A node of a YAML file that remembers where it stands; an aliased node keeps the position of its anchor.</summary>
internal abstract record YamlNode(SourcePosition Position);

/// <summary>A scalar as written; what type it stands for is the reader's business.</summary>
/// <param name="Quoted">Quoted, block or tagged <c>!!str</c>: never null, a number or a boolean.</param>
internal sealed record YamlScalar(string Value, bool Quoted, SourcePosition Position) : YamlNode(Position)
{
    /// <summary>Empty, <c>~</c> or <c>null</c>, and not quoted.</summary>
    public bool IsNull => !Quoted && Value is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, SourcePosition Position) : YamlNode(Position);

/// <summary>One key of a map with its value.</summary>
internal sealed record YamlEntry(string Key, SourcePosition KeyPosition, YamlNode Value);

/// <summary>A mapping in file order, keys unique, <c>&lt;&lt;</c> already merged.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, SourcePosition Position) : YamlNode(Position)
{
    /// <summary>The value of a key, or null where the key is absent.</summary>
    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key == key)?.Value;
}
