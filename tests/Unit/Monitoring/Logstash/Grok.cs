using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>A grok expression as one of .NET's. Only patterns that the file itself defines: what others mean, Logstash alone knows.</summary>
internal sealed partial class Grok
{
    private readonly List<(string Group, string Field, string Type)> _fields = [];
    private readonly Regex _regex;

    public Grok(string expression, IReadOnlyDictionary<string, string> definitions)
    {
        string translated = Pattern().Replace(expression, m =>
        {
            string body = definitions.TryGetValue(m.Groups["name"].Value, out string? found)
                ? found
                : throw new FormatException($"The pattern {m.Groups["name"].Value} is not defined beside its use.");
            if (!m.Groups["field"].Success)
                return $"(?:{body})";
            string group = $"g{_fields.Count}";
            _fields.Add((group, m.Groups["field"].Value, m.Groups["type"].Value));
            return $"(?<{group}>{body})";
        });
        // Ruby's ^ and $ are those of lines.
        _regex = new Regex(translated, RegexOptions.Multiline);
    }

    /// <returns>Null where it does not match.</returns>
    public IReadOnlyList<(string Field, object Value)>? Match(string text)
    {
        Match match = _regex.Match(text);
        return match.Success
            ? [.. _fields.Where(f => match.Groups[f.Group].Success).Select(f => (f.Field, Convert(match.Groups[f.Group].Value, f.Type)))]
            : null;
    }

    private static object Convert(string value, string type) => type switch
    {
        "int" => long.Parse(value, CultureInfo.InvariantCulture),
        "float" => double.Parse(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    [GeneratedRegex(@"%\{(?<name>\w+)(?::(?<field>(?:\[[^\]]+\])+|\w+))?(?::(?<type>int|float))?\}")]
    private static partial Regex Pattern();
}
