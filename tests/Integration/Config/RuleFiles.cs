using Mem0Observability.Compose;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>The alerting rules and their tests, read from the files.</summary>
internal static class RuleFiles
{
    public static IReadOnlyList<string> All { get; } =
        [Path.Combine(Repository.Monitoring, "alert_rules.yml"), .. Directory.EnumerateFiles(Path.Combine(Repository.Monitoring, "rules"), "*.yml").Order()];

    public static IReadOnlyList<string> Tests { get; } = [.. Directory.EnumerateFiles(Path.Combine(Repository.Monitoring, "tests"), "*.yml").Order()];

    /// <summary>Each alerting rule; a name may come more than once, with another severity.</summary>
    public static IReadOnlyList<(string Name, YamlMap Rule)> Alerts { get; } =
        [.. from file in All
            from rule in Maps(YamlFile.Load(file), "groups").SelectMany(g => Maps(g, "rules"))
            let name = Text(rule, "alert")
            where name is not null
            select (name, rule)];

    /// <summary>What the tests expect of alerts: the name, and whether it fires.</summary>
    public static IReadOnlyList<(string Name, bool Fires)> Expectations { get; } =
        [.. from file in Tests
            from expectation in Maps(YamlFile.Load(file), "tests").SelectMany(t => Maps(t, "alert_rule_test"))
            select (Text(expectation, "alertname") ?? "", Maps(expectation, "exp_alerts").Any())];

    public static string? Text(YamlMap map, params string[] path)
    {
        YamlNode? node = map;
        foreach (var key in path) node = (node as YamlMap)?[key];
        return (node as YamlScalar)?.Value;
    }

    private static IEnumerable<YamlMap> Maps(YamlNode node, string key) => ((node as YamlMap)?[key] as YamlList)?.Items.OfType<YamlMap>() ?? [];
}
