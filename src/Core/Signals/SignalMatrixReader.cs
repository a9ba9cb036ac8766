using System.Text.RegularExpressions;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Reads the signal matrix strictly: a key that does nothing would be a check that silently does not run.</summary>
internal static partial class SignalMatrixReader
{
    public const string ErrorId = "SignalsFileInvalid";

    private static readonly string[] s_keys = ["critical", "optional", "job", "metrics", "probe", "logs", "traces", "alert", "container", "seen"];

    public static IReadOnlyList<SignalService> Services(YamlNode root)
    {
        YamlMap map = Map(root, "the file");
        RefuseUnknown(map, "the file", ["services"]);
        YamlMap services = Map(Required(map, "services", "the file"), "'services'");
        return services.Entries.Count == 0
            ? throw Fault(services.Position, "'services' is empty, so nothing would be checked. Name at least one service.")
            : [.. services.Entries.Select(Service)];
    }

    private static SignalService Service(YamlEntry entry)
    {
        string where = $"service '{entry.Key}'";
        YamlMap map = Map(entry.Value, where);
        RefuseUnknown(map, where, s_keys);
        string job = Text(Required(map, "job", where), "job");
        var service = new SignalService
        {
            Name = entry.Key,
            Position = entry.KeyPosition,
            Critical = Flag(map, "critical"),
            Optional = Flag(map, "optional"),
            Job = job,
            Metrics = Metrics(Required(map, "metrics", where)),
            Probe = Optional(map, "probe"),
            Logs = Flag(map, "logs"),
            Traces = Flag(map, "traces"),
            Alert = Optional(map, "alert"),
            Container = Optional(map, "container") ?? entry.Key,
            Seen = Optional(map, "seen")
                ?? $"present_over_time(up{{{PromQL.Matcher("job", job)},{PromQL.Matcher("service", entry.Key)}}}[1h])",
        };
        return service is { Critical: true, Alert: null }
            ? throw Fault(entry.KeyPosition, $"{where} is critical and has no 'alert'. Name the alert that tells when it is gone.")
            : service;
    }

    private static List<string> Metrics(YamlNode node)
    {
        if (node is not YamlList list || list.Items.Count == 0)
            throw Fault(node.Position, "'metrics' must be a list with at least one metric name.");

        var names = new List<string>();
        foreach (YamlNode item in list.Items)
        {
            string name = Text(item, "metrics");
            if (!MetricName().IsMatch(name))
                throw Fault(item.Position, $"'{name}' is not a metric name; no braces, labels or functions here.");

            if (names.Contains(name))
                throw Fault(item.Position, $"metric '{name}' is named twice. Remove one.");

            names.Add(name);
        }

        return names;
    }

    private static YamlMap Map(YamlNode node, string where) =>
        node as YamlMap ?? throw Fault(node.Position, $"{where} must be a map of keys and values.");

    private static YamlNode Required(YamlMap map, string key, string where) =>
        map[key] ?? throw Fault(map.Position, $"{where} has no '{key}'. Add it.");

    private static string? Optional(YamlMap map, string key) => map[key] is { } node ? Text(node, key) : null;

    private static string Text(YamlNode node, string key) =>
        node is YamlScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Value)
            ? scalar.Value
            : throw Fault(node.Position, $"'{key}' must be a text.");

    private static bool Flag(YamlMap map, string key) => map[key] switch
    {
        null => false,
        YamlScalar { Quoted: false, Value: "true" } => true,
        YamlScalar { Quoted: false, Value: "false" } => false,
        { } node => throw Fault(node.Position, $"'{key}' must be true or false."),
    };

    private static void RefuseUnknown(YamlMap map, string where, IReadOnlyList<string> known)
    {
        if (map.Entries.FirstOrDefault(e => !known.Contains(e.Key)) is { } unknown)
            throw Fault(unknown.KeyPosition, $"{where} has the unknown key '{unknown.Key}'; known are: {string.Join(", ", known)}.");
    }

    private static StackException Fault(SourcePosition position, string message) => ComposeFault.At(ErrorId, position, message);

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.CultureInvariant)]
    private static partial Regex MetricName();
}
