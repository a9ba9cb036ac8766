using System.Text.Json.Nodes;
using Mem0Observability.Tests.Unit.Dashboards.Lint;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>The rules of grafana/dashboard-linter that are ours, and our own.</summary>
public sealed class DashboardLintTests
{
    /// <summary>For each rule, what breaks it on the small dashboard.</summary>
    private static readonly Dictionary<string, Action<JsonObject, JsonObject>> s_breaks = new()
    {
        ["uneditable-dashboard"] = (d, _) => d["editable"] = true,
        ["schema-version"] = (d, _) => d["schemaVersion"] = 39,
        ["stable-uid"] = (d, _) => d["uid"] = "k3Jx9",
        ["tag"] = (d, _) => d["tags"] = new JsonArray(),
        ["dashboard-time-refresh"] = (d, _) => d["refresh"] = "5s",
        ["no-export-noise"] = (d, _) => d["version"] = 12,
        ["template-label-promql"] = (d, _) => d["templating"]!["list"]![0]!["query"]!["query"] = "up",
        ["template-on-time-change-reload"] = (d, _) => d["templating"]!["list"]![0]!["refresh"] = 1,
        ["variables-used-and-defined"] = (d, _) => d["templating"]!["list"]![0]!["name"] = "other",
        ["panel-datasource"] = (_, p) => p["datasource"]!["uid"] = "${DS_PROMETHEUS}",
        ["panel-title-description"] = (_, p) => p["description"] = "Shows the latency.",
        ["panel-no-targets"] = (_, p) => p["targets"] = new JsonArray(),
        ["panel-type"] = (_, p) => p["type"] = "graph",
        ["panel-runbook"] = (_, p) => p["description"] = "P95. Bad: high. Do: look. Runbook: monitoring/runbooks/Gone.md",
        ["panel-no-value"] = (_, p) => p["fieldConfig"]!["defaults"]!["noValue"] = "",
        ["panel-no-plugin-version"] = (_, p) => p["pluginVersion"] = "13.2.3",
        ["panel-unique"] = (_, p) => p["id"] = 1,
        ["panel-link"] = (_, p) => p["links"]![0]!["url"] = "/d/mem0-gone",
        ["panel-units"] = (_, p) => p["fieldConfig"]!["defaults"]!["unit"] = "seconds",
        ["panel-thresholds"] = (_, p) => p["fieldConfig"]!["defaults"]!["thresholds"]!["steps"]![1]!["color"] = "purple",
        ["panel-colours"] = (_, p) => p["fieldConfig"]!["defaults"]!["color"]!["mode"] = "fixed",
        ["panel-grid"] = (_, p) => p["gridPos"]!["y"] = 0,
        ["target-rate-interval"] = (_, p) => Ask(p, e => e.Replace("$__rate_interval", "5m", StringComparison.Ordinal)),
        ["target-counter-agg"] = (_, p) => Ask(p, _ => "sum(http_server_requests_total{service=~\"$service\"})"),
        ["target-service"] = (_, p) => Ask(p, e => e + " + sum(mem0_active_users)"),
        ["target-quantile"] = (_, p) => Ask(p, e => e.Replace("by (le, service)", "by (service)", StringComparison.Ordinal)),
        ["target-legend"] = (_, p) => p["targets"]![0]!["legendFormat"] = "",
        ["target-letters"] = (_, p) => p["targets"]![0]!["refId"] = "B",
        ["target-instant-or-range"] = (_, p) => p["targets"]![0]!["instant"] = true,
        ["target-exemplar"] = (_, p) => Ask(p, e => e.Replace("_bucket", "_count", StringComparison.Ordinal)),
    };

    public static TheoryData<string, string> Everything =>
        [.. from name in DashboardFiles.Names from rule in DashboardRule.All select new TheoryDataRow<string, string>(name, rule.Name)];

    public static TheoryData<string> Rules => [.. DashboardRule.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_dashboard_keeps_the_rule(string dashboard, string rule) => Faults(rule, DashboardFiles.Parse(DashboardFiles.Read(dashboard))).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_what_breaks_it_and_nothing_before(string rule)
    {
        JsonObject dashboard = DashboardFiles.Parse(DashboardFiles.Small);
        Faults(rule, dashboard).Should().BeEmpty();
        s_breaks[rule](dashboard, dashboard["panels"]![1]!.AsObject());
        Faults(rule, dashboard).Should().NotBeEmpty();
    }

    [Fact]
    public void The_mission_s_dashboards_and_that_of_the_monitoring_ship() =>
        DashboardFiles.Names.Should().Equal("business", "database", "overview", "performance", "pipeline");

    [Theory]
    [InlineData("overview")]
    [InlineData("performance")]
    [InlineData("database")]
    [InlineData("business")]
    [InlineData("pipeline")]
    public void A_dashboard_is_found_under_its_own_name(string name) => DashboardFiles.Parse(DashboardFiles.Read(name))["uid"]!.GetValue<string>().Should().Be("mem0-" + name);

    private static IEnumerable<string> Faults(string rule, JsonObject dashboard) => DashboardRule.All.Single(r => r.Name == rule).Find(dashboard);

    private static void Ask(JsonObject panel, Func<string, string> change)
    {
        JsonNode target = panel["targets"]![0]!;
        target["expr"] = change(target["expr"]!.GetValue<string>());
    }
}
