using Mem0Observability.Compose;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>The alerting rules, their tests and their routes, read from the files.</summary>
internal static class RuleFiles
{
    private static readonly string s_tests = Path.Combine(Repository.Monitoring, "tests");

    public static IReadOnlyList<string> All { get; } =
        [Path.Combine(Repository.Monitoring, "alert_rules.yml"), .. Directory.EnumerateFiles(Path.Combine(Repository.Monitoring, "rules"), "*.yml").Order()];

    public static IReadOnlyList<string> Tests { get; } = [.. Directory.EnumerateFiles(s_tests, "*.yml").Order()];

    /// <summary>Each alerting rule; a name may come more than once, with another severity.</summary>
    public static IReadOnlyList<(string Name, YamlMap Rule)> Alerts { get; } =
        [.. from file in All
            from rule in Maps(YamlFile.Load(file), "groups").SelectMany(g => Maps(g, "rules"))
            let name = Text(rule, "alert")
            where name is not null
            select (name, rule)];

    /// <summary>What the tests expect: an alert, and the labels of those that fire; none where it must be silent.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<YamlMap> Firing)> Expectations { get; } =
        [.. from file in Tests
            from expectation in Maps(YamlFile.Load(file), "tests").SelectMany(t => Maps(t, "alert_rule_test"))
            select (Text(expectation, "alertname") ?? "", (IReadOnlyList<YamlMap>)[.. Maps(expectation, "exp_alerts").Select(a => a["exp_labels"]).OfType<YamlMap>()])];

    /// <summary>tests/routes.csv: alert, its other labels, the route that takes it, its receivers.</summary>
    public static IReadOnlyList<RouteRow> Routes { get; } =
        [.. File.ReadLines(Path.Combine(s_tests, "routes.csv")).Where(l => !l.StartsWith('#')).Skip(1).Select(RouteRow.Parse)];

    /// <summary>Every string of every mapping below <paramref name="key"/> of a file, such as the matchers of its rules.</summary>
    public static IEnumerable<string> Strings(string file, string key) =>
        Maps(YamlFile.Load(file), key).SelectMany(m => m.Entries).Select(e => e.Value).OfType<YamlList>()
            .SelectMany(l => l.Items).OfType<YamlScalar>().Select(s => s.Value);

    public static string? Text(YamlMap map, params string[] path)
    {
        YamlNode? node = map;
        foreach (var key in path) node = (node as YamlMap)?[key];
        return (node as YamlScalar)?.Value;
    }

    private static IEnumerable<YamlMap> Maps(YamlNode node, string key) => ((node as YamlMap)?[key] as YamlList)?.Items.OfType<YamlMap>() ?? [];
}
