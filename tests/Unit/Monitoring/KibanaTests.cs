using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring;

public sealed partial class KibanaTests
{
    private static readonly string[] s_noise = ["updated_at", "created_at", "updated_by", "created_by", "version", "managed", "namespaces", "originId", "sort"];

    private static readonly string s_file = Shipped.Text("kibana-dashboards/mem0-logs.ndjson");

    private static IReadOnlyList<JsonObject> SavedObjects => Objects(s_file);

    [Fact]
    public void The_saved_objects_keep_the_rules() => Faults(SavedObjects).Should().BeEmpty();

    [Theory]
    [InlineData("\"references\": []", "\"references\": [{\"name\": \"x\", \"type\": \"search\", \"id\": \"gone\"}]", "search gone, which is not in the file")]
    [InlineData("\"references\": []", "\"updated_at\": \"2026-01-01\", \"references\": []", "updated_at")]
    [InlineData("\"id\": \"mem0-spans\", \"attributes\"", "\"id\": \"mem0-logs\", \"attributes\"", "twice")]
    [InlineData("panel_5\\\", \\\"grid", "panel_9\\\", \\\"grid", "refers to panel_9")]
    [InlineData("kibanaSavedObjectMeta.searchSourceJSON.index\\\"}", "elsewhere\\\"}", "refers to elsewhere")]
    public void A_broken_one_is_named(string part, string instead, string fault)
    {
        s_file.Should().Contain(part);
        Faults(Objects(s_file.Replace(part, instead, StringComparison.Ordinal))).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_the_searches_that_one_needs_at_night() => SavedObjects.Where(o => Type(o) == "search").Select(Id)
        .Should().Contain(["mem0-errors", "mem0-one-trace", "mem0-slow-statements"]);

    [Fact]
    public void What_is_searched_for_is_a_field_of_the_template()
    {
        foreach (JsonObject search in SavedObjects.Where(o => Type(o) == "search"))
        {
            string query = JsonNode.Parse(search["attributes"]!["kibanaSavedObjectMeta"]!["searchSourceJSON"]!.ToString())!["query"]!["query"]!.ToString();
            var fields = Field().Matches(query).Select(m => m.Groups[1].Value).Concat(search["attributes"]!["columns"]!.AsArray().Select(c => c!.ToString()));
            fields.Should().OnlyContain(f => ElasticsearchTests.Mapped(f) != null, Id(search));
        }
    }

    [Fact]
    public void Jaegers_links_lead_to_objects_that_are_there()
    {
        string ui = Shipped.Text("jaeger-ui.json");
        JsonNode.Parse(ui)!["monitor"]!["menuEnabled"]!.GetValue<bool>().Should().BeTrue();
        Regex.Matches(ui, @"(?:/view/|dataView:)([\w-]+)").Select(m => m.Groups[1].Value).Should().NotBeEmpty().And.BeSubsetOf(SavedObjects.Select(Id));
    }

    [Fact]
    public void Kibana_signs_in_as_itself_with_what_its_start_reads_from_files()
    {
        var settings = Shipped.Yaml("kibana.yml");
        string start = string.Join(' ', Shipped.Full.Services["kibana"].Entrypoint!);
        string[] given = [.. Regex.Matches(start, @"(\w+)=""\$\(< /run/secrets/").Select(m => m.Groups[1].Value), .. Shipped.Full.Services["kibana"].Environment.Keys];

        settings.Entries.Should().ContainSingle(e => e.Key == "elasticsearch.username").Which.Value.Should().BeOfType<Mem0Observability.Compose.YamlScalar>().Which.Value.Should().Be("kibana_system");
        foreach (string key in new[] { "elasticsearch.password", "xpack.security.encryptionKey", "xpack.encryptedSavedObjects.encryptionKey", "xpack.reporting.encryptionKey" })
            Variable().IsMatch(settings.TextAt(key)!).Should().BeTrue(key);
        Variable().Matches(Shipped.Text("kibana.yml")).Select(m => m.Groups[1].Value).Should().BeSubsetOf(given);
        // Kibana's start script makes arguments of variables that are named like settings, and ps shows arguments.
        given.Should().OnlyContain(v => v.StartsWith("MEM0_", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(IReadOnlyList<JsonObject> objects)
    {
        string[] known = [.. objects.Select(o => $"{Type(o)} {Id(o)}")];
        foreach (string twice in known.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"{twice} is there twice";
        foreach (JsonObject one in objects)
        {
            foreach (string noise in s_noise.Where(one.ContainsKey)) yield return $"{Id(one)} has {noise}, which an export leaves behind";
            var references = one["references"]!.AsArray().Select(r => r!.AsObject()).ToList();
            foreach (JsonObject reference in references.Where(r => !known.Contains($"{Type(r)} {Id(r)}"))) yield return $"{Id(one)} refers to {Type(reference)} {Id(reference)}, which is not in the file";
            string[] names = [.. references.Select(r => r["name"]!.ToString())];
            foreach (string used in ReferenceName().Matches(one["attributes"]!.ToJsonString()).Select(m => m.Groups[1].Value).Where(u => !names.Any(n => n == u || n.EndsWith(":" + u, StringComparison.Ordinal))))
                yield return $"{Id(one)} refers to {used}, which is none of its references";
        }
    }

    private static IReadOnlyList<JsonObject> Objects(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static string Type(JsonObject one) => one["type"]!.ToString();

    private static string Id(JsonObject one) => one["id"]!.ToString();

    [GeneratedRegex(@"([a-z@][\w.]*)\s*(?::|>=|>|<)")]
    private static partial Regex Field();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Variable();

    // JSON inside of JSON: the quotation marks are escaped, in one way or the other.
    [GeneratedRegex("""(?:panelRefName|indexRefName)(?:\\u0022|\\"|")\s*:\s*(?:\\u0022|\\"|")([\w.]+)""")]
    private static partial Regex ReferenceName();
}
