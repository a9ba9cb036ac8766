using System.Text.Json.Nodes;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>The dashboards that ship, and a small one that is right in every way.</summary>
internal static class DashboardFiles
{
    public const string Small = """
        {
          "uid": "mem0-small", "title": "Small", "tags": ["mem0"], "schemaVersion": 42, "editable": false, "refresh": "30s",
          "time": {"from": "now-1h", "to": "now"},
          "templating": {"list": [{
            "name": "service", "type": "query", "refresh": 2, "multi": true, "includeAll": true, "allValue": ".*",
            "query": {"query": "label_values(up, service)", "refId": "Options"}, "current": {"text": ["All"], "value": ["$__all"]}
          }]},
          "panels": [
            {"id": 1, "type": "row", "title": "Row", "gridPos": {"h": 1, "w": 24, "x": 0, "y": 0}, "panels": []},
            {
              "id": 2, "type": "timeseries", "title": "Latency", "description": "P95. Bad: high. Do: look at monitoring/runbooks/Mem0SlowRequests.md",
              "datasource": {"type": "prometheus", "uid": "prometheus"}, "gridPos": {"h": 8, "w": 12, "x": 0, "y": 1},
              "targets": [{
                "refId": "A", "range": true, "exemplar": true, "legendFormat": "{{service}}",
                "expr": "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service=~\"$service\"}[$__rate_interval])))"
              }],
              "fieldConfig": {"defaults": {
                "unit": "s", "noValue": "No requests", "color": {"mode": "palette-classic-by-name"},
                "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": null}, {"color": "red", "value": 0.5}]}
              }, "overrides": []},
              "links": [{"title": "overview", "url": "/d/mem0-overview"}]
            }
          ]
        }
        """;

    public static string Folder { get; } = Path.Combine(Checkout.Root, "monitoring", "grafana", "dashboards");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    public static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
