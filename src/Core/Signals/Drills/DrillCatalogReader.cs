using System.Globalization;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>Reads the drills strictly: a misspelt key would be a drill that breaks nothing.</summary>
internal static class DrillCatalogReader
{
    public const string ErrorId = "DrillsFileInvalid";

    public static readonly IReadOnlyList<string> Classes = ["availability", "performance", "errors", "resources", "database", "business", "pipeline"];

    public static DrillCatalog Read(YamlNode root)
    {
        YamlMap file = Map(root, "the file", ["drills", "without"]);
        IReadOnlyList<DrillDefinition> drills = [.. AnyMap(Required(file, "drills", "the file"), "'drills'").Entries.Select(Drill)];
        var without = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (YamlNode node in file["without"] is { } list ? Items(list, "'without'") : [])
        {
            YamlMap group = Map(node, "an entry of 'without'", ["reason", "alerts"]);
            string reason = Text(Required(group, "reason", "an entry of 'without'"), "reason");
            foreach (YamlNode alert in Items(Required(group, "alerts", "an entry of 'without'"), "'alerts'"))
            {
                string name = Text(alert, "alerts");
                if (drills.Any(d => d.Alert == name) || !without.TryAdd(name, reason))
                    throw Fault(alert.Position, $"'{name}' is there twice. It has either a drill or one reason why it has none.");
            }
        }

        return new DrillCatalog(drills, without);
    }

    private static DrillDefinition Drill(YamlEntry entry)
    {
        string where = $"drill '{entry.Key}'";
        YamlMap map = Map(entry.Value, where, ["class", "severity", "default", "stop", "service", "series"]);
        if (map["stop"] is null == map["series"] is null)
            throw Fault(entry.KeyPosition, $"{where} must have either 'stop' or 'series'.");

        return new DrillDefinition(entry.Key, OneOf(map, where, "class", Classes), OneOf(map, where, "severity", ["page", "ticket", "info"]))
        {
            IsDefault = map["default"] is { } node && OneOf(node, "default", ["true", "false"]) == "true",
            Stop = map["stop"] is { } stop ? Text(stop, "stop") : null,
            Service = map["stop"] is null ? "" : Text(Required(map, "service", where), "service"),
            Series = map["series"] is { } series ? [.. Items(series, "'series'").Select(s => Series(s, where))] : [],
        };
    }

    private static DrillSeries Series(YamlNode node, string where)
    {
        where = $"a series of {where}";
        YamlMap map = Map(node, where, ["name", "labels", "before", "during", "after"]);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (YamlEntry label in map["labels"] is { } given ? AnyMap(given, "'labels'").Entries : [])
        {
            labels[label.Key] = label.Key == "service"
                ? throw Fault(label.KeyPosition, $"{where} must not have the label 'service'; it is the drill's own.")
                : Text(label.Value, label.Key);
        }

        return new(Text(Required(map, "name", where), "name"), labels, Value(map, where, "before"), Value(map, where, "during"), Value(map, where, "after"));
    }

    private static DrillValue Value(YamlMap map, string where, string key)
    {
        YamlNode node = Required(map, key, where);
        string text = Text(node, key);
        bool grows = text.StartsWith('+');
        return double.TryParse(grows ? text[1..] : text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && !(grows && number < 0)
            ? new(number, grows)
            : throw Fault(node.Position, $"'{key}' of {where} must be a number, or +n for a counter.");
    }

    private static string OneOf(YamlMap map, string where, string key, IReadOnlyList<string> values) => OneOf(Required(map, key, where), key, values);

    private static string OneOf(YamlNode node, string key, IReadOnlyList<string> values) =>
        Text(node, key) is var text && values.Contains(text) ? text : throw Fault(node.Position, $"'{key}' must be one of {string.Join(", ", values)}.");

    private static YamlMap Map(YamlNode node, string where, IReadOnlyList<string> known)
    {
        YamlMap map = AnyMap(node, where);
        return map.Entries.FirstOrDefault(e => !known.Contains(e.Key)) is { } unknown
            ? throw Fault(unknown.KeyPosition, $"{where} has the unknown key '{unknown.Key}'; known are: {string.Join(", ", known)}.")
            : map;
    }

    private static YamlMap AnyMap(YamlNode node, string where) =>
        node as YamlMap ?? throw Fault(node.Position, $"{where} must be a map of keys and values.");

    private static IReadOnlyList<YamlNode> Items(YamlNode node, string where) =>
        node is YamlList { Items.Count: > 0 } list ? list.Items : throw Fault(node.Position, $"{where} must be a list with at least one entry.");

    private static YamlNode Required(YamlMap map, string key, string where) => map[key] ?? throw Fault(map.Position, $"{where} has no '{key}'. Add it.");

    private static string Text(YamlNode node, string key) =>
        node is YamlScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Value)
            ? scalar.Value
            : throw Fault(node.Position, $"'{key}' must be a text.");

    private static StackException Fault(SourcePosition position, string message) => ComposeFault.At(ErrorId, position, message);
}
