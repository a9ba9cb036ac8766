using System.Text.Json.Nodes;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Monitoring.Logstash;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>What elastic-setup sends to Elasticsearch: templates, retention, roles and users.</summary>
public sealed class ElasticsearchTests
{
    private const int BuiltInPriority = 100;

    [Fact]
    public void Our_templates_win_over_the_built_in_ones_and_ask_for_no_replica()
    {
        foreach ((string name, JsonObject template) in Shipped.Json("elasticsearch/index-templates"))
            Faults(name, template).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"index_patterns":["logs-mem0.*-*"],"priority":100,"template":{"settings":{"index":{"number_of_replicas":0}},"lifecycle":{"data_retention":"7d"}}}""", "priority")]
    [InlineData("""{"index_patterns":["x-*"],"priority":200,"template":{"settings":{"index":{"number_of_replicas":1,"lifecycle":{"name":"mem0-jaeger"}}}}}""", "replica")]
    [InlineData("""{"index_patterns":["x-*"],"priority":200,"template":{"settings":{"index":{"number_of_replicas":0}}}}""", "keeps it for ever")]
    [InlineData("""{"index_patterns":["x-*"],"priority":200,"composed_of":["nobody"],"template":{"settings":{"index":{"number_of_replicas":0}},"lifecycle":{"data_retention":"7d"}}}""", "component nobody")]
    [InlineData("""{"index_patterns":["x-*"],"priority":200,"template":{"settings":{"index":{"number_of_replicas":0,"lifecycle":{"name":"nobody"}}}}}""", "policy nobody")]
    public void A_broken_template_is_named(string template, string fault) =>
        Faults("sample", JsonNode.Parse(template)!.AsObject()).Should().ContainSingle().Which.Should().Contain(fault);

    [Fact]
    public void Every_data_set_that_is_written_has_our_template()
    {
        string[] patterns = [.. Shipped.Json("elasticsearch/index-templates")["mem0-logs"]["index_patterns"]!.AsArray().Select(p => p!.ToString())];
        string[] streams =
        [
            .. new[] { "logstash.conf", "logstash/dead-letters.conf" }.SelectMany(f => ShipperTests.DataSets(LogstashConfig.Parse(Shipped.Text(f)))).Select(d => $"logs-{d}-default"),
            Shipped.Yaml("otel-collector.yml").TextAt("exporters/elasticsearch/logs_index")!,
        ];
        streams.Should().HaveCountGreaterThan(4).And.OnlyContain(s => patterns.Any(p => Covers(p, s)));
        Covers("logs-mem0.*-*", "logs-other-default").Should().BeFalse();
    }

    [Theory]
    [InlineData("message")]
    [InlineData("log.level")]
    [InlineData("service.name")]
    [InlineData("trace.id")]
    [InlineData("span.id")]
    [InlineData("http.request.id")]
    public void The_fields_that_are_asked_for_are_mapped(string field)
    {
        string[] known = [.. ElasticFields.Message, .. ElasticFields.Level, .. ElasticFields.Service, .. ElasticFields.TraceId, .. ElasticFields.SpanId, .. ElasticFields.RequestId];
        known.Should().Contain(field);
        Mapped(field).Should().NotBeNull();
    }

    [Fact]
    public void A_line_is_not_refused_for_a_field_too_many_or_of_the_wrong_type()
    {
        JsonNode settings = Shipped.Json("elasticsearch/component-templates")["mem0-logs-settings"]["template"]!["settings"]!["index"]!;
        settings["mapping"]!["ignore_malformed"]!.GetValue<bool>().Should().BeTrue();
        settings["mapping"]!["total_fields"]!["ignore_dynamic_beyond_limit"]!.GetValue<bool>().Should().BeTrue();
        Mapped("attributes")!["type"]!.ToString().Should().Be("flattened");
    }

    [Fact]
    public void Every_user_has_a_role_of_ours_and_a_secret_that_elastic_setup_has()
    {
        var roles = Shipped.Json("elasticsearch/roles");
        foreach ((string name, JsonObject user) in Shipped.Json("elasticsearch/users"))
        {
            user["roles"]!.AsArray().Select(r => r!.ToString()).Should().OnlyContain(r => roles.ContainsKey(r), name);
            Shipped.Full.Services["elastic-setup"].Mounts.Should().Contain(m => m.Target == $"/run/secrets/{user["password_secret"]}", name);
            user.ContainsKey("password").Should().BeFalse();
        }

        Shipped.Json("elasticsearch/users").Keys.Should().BeEquivalentTo("mem0_logstash", "mem0_jaeger", "mem0_exporter", "mem0_grafana", "mem0_reader");
    }

    [Fact]
    public void Nobody_may_do_more_than_his_work()
    {
        foreach ((string name, JsonObject role) in Shipped.Json("elasticsearch/roles"))
        {
            role["cluster"]!.AsArray().Select(p => p!.ToString()).Should().BeSubsetOf(["monitor", "read_ilm"], name);
            foreach (JsonNode? grant in role["indices"]!.AsArray())
            {
                string[] privileges = [.. grant!["privileges"]!.AsArray().Select(p => p!.ToString())];
                privileges.Should().NotContain(["all", "manage", "delete_index"], name);
                if (grant["names"]!.AsArray().Any(n => n!.ToString() == "*")) privileges.Should().BeSubsetOf(["monitor", "view_index_metadata"], name);
            }
        }
    }

    [Fact]
    public void Traces_and_their_lines_are_kept_equally_long()
    {
        string logs = Shipped.Json("elasticsearch/index-templates")["mem0-logs"]["template"]!["lifecycle"]!["data_retention"]!.ToString();
        string traces = Shipped.Json("elasticsearch/lifecycles")["mem0-jaeger"]["policy"]!["phases"]!["delete"]!["min_age"]!.ToString();
        int days = int.Parse(logs.TrimEnd('d'), System.Globalization.CultureInfo.InvariantCulture);

        traces.Should().Be($"{days + 1}d", "the age of a day's index counts from its beginning");
        Shipped.Yaml("jaeger.yml").TextAt("extensions/jaeger_storage/backends/elasticsearch/elasticsearch/max_span_age").Should().Be($"{days * 24}h");
    }

    private static IEnumerable<string> Faults(string name, JsonObject template)
    {
        JsonNode? settings = template["template"]?["settings"]?["index"];
        string[] components = [.. (template["composed_of"]?.AsArray() ?? []).Select(c => c!.ToString())];
        var known = Shipped.Json("elasticsearch/component-templates");
        if (template["priority"]?.GetValue<int>() is null or <= BuiltInPriority) yield return $"{name}: priority is not above {BuiltInPriority}";
        foreach (string component in components.Where(c => !known.ContainsKey(c))) yield return $"{name}: component {component} is not there";
        int? replicas = settings?["number_of_replicas"]?.GetValue<int>()
            ?? components.Where(known.ContainsKey).Select(c => known[c]["template"]?["settings"]?["index"]?["number_of_replicas"]?.GetValue<int>()).FirstOrDefault(r => r is not null);
        if (replicas != 0) yield return $"{name}: a replica on a single node stays unassigned";
        string? policy = settings?["lifecycle"]?["name"]?.ToString();
        if (policy is not null && !Shipped.Json("elasticsearch/lifecycles").ContainsKey(policy)) yield return $"{name}: policy {policy} is not there";
        if (policy is null && template["template"]?["lifecycle"]?["data_retention"] is null) yield return $"{name}: keeps it for ever";
    }

    internal static JsonNode? Mapped(string field)
    {
        JsonNode? at = Shipped.Json("elasticsearch/component-templates")["mem0-logs-mappings"]["template"]!["mappings"];
        if (at!["properties"]![field] is { } whole) return whole;
        foreach (string part in field.Split('.')) at = at?["properties"]?[part];
        return at;
    }

    private static bool Covers(string pattern, string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(name, "^" + System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$");
}
