using System.Text.RegularExpressions;
using Mem0Observability.Compose;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>
/// What a file for OpenTelemetry Collector 0.162, or for Jaeger 2.20 which is made of it, must not have: keys that were removed or do nothing
/// any more, names that were changed, references that lead nowhere. The program itself is not here to be asked.
/// </summary>
internal static partial class CollectorRules
{
    private static readonly string[] s_kinds = ["receivers", "processors", "exporters", "connectors", "extensions"];

    /// <summary>Former names of components, which only still work.</summary>
    private static readonly Dictionary<string, string> s_renamed = new()
    {
        ["otlp"] = "exporters:otlp_grpc",
        ["otlphttp"] = "exporters:otlp_http",
        ["spanmetrics"] = "connectors:span_metrics",
        ["servicegraph"] = "connectors:service_graph",
        ["filelog"] = "receivers:file_log",
        ["hostmetrics"] = "receivers:host_metrics",
        ["resourcedetection"] = "processors:resource_detection",
        ["prometheusremotewrite"] = "exporters:prometheus_remote_write",
    };

    /// <summary>Keys that were removed (the start fails) or are ignored, below a component of the kind.</summary>
    private static readonly (string Path, string Why)[] s_gone =
    [
        (@"^exporters/elasticsearch[^/]*/(flush|num_workers)$", "removed in 0.162; sending_queue"),
        (@"^exporters/prometheus[^/]*/add_metric_suffixes$", "ignored since 0.154; translation_strategy"),
        (@"^service/telemetry/metrics/address$", "ignored since 0.123; readers"),
        (@"^extensions/health_check[^/]*/check_collector_pipeline$", "has no effect"),
        (@"^(exporters|receivers)/.*/idle_conn_timeout$", "removed in 0.165"),
        (@"/elasticsearch/(use_aliases|use_ilm|[a-z_]*_read_alias|[a-z_]*_write_alias)$", "refused by Jaeger 2.20; rotation"),
        (@"/elasticsearch/(disable_health_check|health_check_timeout_startup|send_get_body_as|sniffing/use_https|bulk_processing/max_actions)$", "refused by Jaeger from 2.21 on"),
        (@"/indices/[a-z]+/(date_layout|rollover_frequency)$", "deprecated; rotation.periodic"),
    ];

    public static IEnumerable<string> Faults(string text)
    {
        if (VariableInFlow().Match(text) is { Success: true } flow)
        {
            // No YAML any more.
            yield return $"a variable inside {{ }} or [ ]: {flow.Value}";
            yield break;
        }

        YamlMap root = Shipped.Parse(text);
        foreach (string path in root.Paths())
        {
            foreach ((string gone, string why) in s_gone)
            {
                if (Regex.IsMatch(path, gone)) yield return $"{path}: {why}";
            }
        }

        foreach ((string kind, string id) in Components(root))
        {
            if (s_renamed.GetValueOrDefault(id.Split('/')[0])?.Split(':') is [var of, var now] && of == kind) yield return $"{kind}/{id} is now {now}";
        }

        foreach (string fault in References(root).Concat(Telemetry(root))) yield return fault;
    }

    /// <summary>Every component that a pipeline names is there; a connector ends one pipeline and begins another; every component is used.</summary>
    private static IEnumerable<string> References(YamlMap root)
    {
        HashSet<string> used = [.. root.TextsAt("service/extensions").Select(e => $"extensions/{e}")];
        foreach (string missing in used.Where(u => !Has(root, u))) yield return $"the service names {missing}, which is not there";
        foreach (YamlEntry pipeline in root.EntriesAt("service/pipelines"))
        {
            foreach (string side in new[] { "receivers", "processors", "exporters" })
            {
                foreach (string id in pipeline.Value.TextsAt(side))
                {
                    string? found = new[] { $"{side}/{id}", $"connectors/{id}" }.FirstOrDefault(c => Has(root, c));
                    if (found is null) yield return $"pipeline {pipeline.Key} names {side}/{id}, which is not there";
                    else used.Add(side == "processors" || found[0] != 'c' ? found : $"{found} as {side}");
                }
            }

            // Where otlp comes in, before anything else has taken memory.
            if (pipeline.Value.TextsAt("receivers").Contains("otlp") && root.At("processors/memory_limiter") is not null && pipeline.Value.TextsAt("processors") is not ["memory_limiter", ..])
                yield return $"pipeline {pipeline.Key} does not begin with memory_limiter";
        }

        foreach (YamlEntry connector in root.EntriesAt("connectors"))
        {
            if (!used.Contains($"connectors/{connector.Key} as exporters") || !used.Contains($"connectors/{connector.Key} as receivers")) yield return $"connector {connector.Key} does not connect two pipelines";
        }
    }

    /// <summary>Metrics of its own and the health port must be reachable from other containers; the defaults are not.</summary>
    private static IEnumerable<string> Telemetry(YamlMap root)
    {
        string[] hosts = [.. root.MapsAt("service/telemetry/metrics/readers").Select(r => r.TextAt("pull/exporter/prometheus/host") ?? "localhost")];
        if (!hosts.Contains("0.0.0.0")) yield return "its own metrics are for localhost only";
        string? health = root.TextAt("extensions/health_check/endpoint") ?? root.TextAt("extensions/healthcheckv2/http/endpoint");
        if (health != "0.0.0.0:13133") yield return "its health port is for localhost only";
        if (root.At("extensions/healthcheckv2") is { } v2 && v2.TextAt("use_v2") != "true") yield return "healthcheckv2 without use_v2";
        foreach (YamlEntry protocol in root.EntriesAt("receivers/otlp/protocols"))
        {
            if (protocol.Value.TextAt("endpoint")?.StartsWith("0.0.0.0:", StringComparison.Ordinal) is not true) yield return $"OTLP over {protocol.Key} is for localhost only";
        }
    }

    private static IEnumerable<(string Kind, string Id)> Components(YamlMap root) => s_kinds.SelectMany(kind => root.EntriesAt(kind).Select(e => (kind, e.Key)));

    private static bool Has(YamlMap root, string component)
    {
        string[] parts = component.Split('/', 2);
        return root.EntriesAt(parts[0]).Any(e => e.Key == parts[1]);
    }

    // Up to a quotation mark: inside of one, braces are text.
    [GeneratedRegex("""^[^#\n"']*[\[{][^\]}"'\n]*\$\{.*$""", RegexOptions.Multiline)]
    private static partial Regex VariableInFlow();
}
