namespace Mem0Observability.Signals.Logs;

/// <summary>
/// Where a log document has what we look for: ECS (Filebeat, Logstash) first, then what the Collector's exporter writes (mode <c>otel</c>), then
/// OpenSearch's names.
/// </summary>
/// <remarks>A field that an index does not know matches nothing there, which is what makes one query fit all of them.</remarks>
internal static class ElasticFields
{
    public const string Time = "@timestamp";

    public static readonly string[] Message = ["message", "body.text", "body"];

    public static readonly string[] Level = ["log.level", "severity_text", "severityText", "level"];

    public static readonly string[] Severity = ["severity_number", "severityNumber"];

    public static readonly string[] Service =
    [
        "service.name", "resource.attributes.service.name", "serviceName", "container.labels.com_docker_compose_service",
    ];

    public static readonly string[] TraceId = ["trace.id", "trace_id", "traceId"];

    public static readonly string[] SpanId = ["span.id", "span_id", "spanId"];

    /// <summary>What goes before an attribute's own name, depending on who wrote the document.</summary>
    public static readonly string[] AttributePrefixes = ["", "attributes.", "resource.attributes.", "labels."];

    public static readonly string[] RequestId = [.. RequestIds.Attributes.Reverse().SelectMany(Attribute)];

    /// <summary>About the shipper and the index, not about the record.</summary>
    private static readonly string[] s_noise =
    [
        "@version", "agent.", "ecs.", "data_stream.", "input.", "event.ingested", "event.original", "host.", "observed_timestamp", "observedTimestamp",
        "dropped_attributes_count", "resource.", "scope.", "instrumentationScope.", "log.offset",
    ];

    /// <summary>Dots become underscores where a shipper keeps labels flat.</summary>
    public static IEnumerable<string> Attribute(string key) =>
        AttributePrefixes.Select(prefix => prefix + (prefix == "labels." ? key.Replace('.', '_') : key));

    public static bool IsNoise(string field) =>
        s_noise.Any(n => n[^1] == '.' ? field.StartsWith(n, StringComparison.Ordinal) : field == n);
}
