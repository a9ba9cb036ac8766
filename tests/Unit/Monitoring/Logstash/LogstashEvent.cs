using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>An event, with Logstash's names for its fields: <c>message</c>, <c>[log][level]</c>.</summary>
internal sealed partial class LogstashEvent
{
    private readonly Dictionary<string, object> _root = [];

    public List<string> Tags { get; } = [];

    public object? this[string field]
    {
        get
        {
            string[] path = Path(field);
            object? at = _root;
            foreach (string name in path)
                at = (at as Dictionary<string, object>)?.GetValueOrDefault(name);
            return at;
        }
    }

    public string? Text(string field) => this[field] as string;

    public void Set(string field, object value)
    {
        string[] path = Path(field);
        Dictionary<string, object> at = _root;
        foreach (string name in path[..^1])
        {
            if (at.GetValueOrDefault(name) is not Dictionary<string, object> next)
                at[name] = next = [];
            at = next;
        }

        at[path[^1]] = value;
    }

    public object? Remove(string field)
    {
        string[] path = Path(field);
        object? parent = path.Length == 1 ? _root : this[string.Concat(path[..^1].Select(p => $"[{p}]"))];
        return parent is Dictionary<string, object> map && map.Remove(path[^1], out object? value) ? value : null;
    }

    /// <summary><c>%{[log][level]}</c> in a text.</summary>
    public string Expand(string text) => Reference().Replace(text, m => Text(m.Groups[1].Value) ?? m.Value);

    /// <summary>What is indexed, as dotted names.</summary>
    public SortedDictionary<string, string> Flat()
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Collect(_root, "", flat);
        return flat;
    }

    private static void Collect(Dictionary<string, object> map, string prefix, SortedDictionary<string, string> flat)
    {
        foreach ((string name, object value) in map.Where(e => e.Key != "@metadata"))
        {
            if (value is Dictionary<string, object> inner)
                Collect(inner, $"{prefix}{name}.", flat);
            else
                flat[prefix + name] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        }
    }

    private static string[] Path(string field) => field.StartsWith('[') ? [.. Part().Matches(field).Select(m => m.Groups[1].Value)] : [field];

    [GeneratedRegex(@"\[([^\]]+)\]")]
    private static partial Regex Part();

    [GeneratedRegex(@"%\{((?:\[[^\]]+\])+|\w+)\}")]
    private static partial Regex Reference();
}
