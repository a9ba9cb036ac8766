namespace Mem0Observability.Observer.Otlp.Json;

/// <summary>The messages of OTLP 1.x, as far as the observer reads them: of metrics only the way to the data points.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto</remarks>
internal static class OtlpSchema
{
    private static readonly string[] s_kinds =
    [
        "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER",
    ];

    private static readonly string[] s_statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    private static readonly string[] s_severities =
    [
        "SEVERITY_NUMBER_UNSPECIFIED",
        .. new[] { "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL" }.SelectMany(
            level => new[] { "", "2", "3", "4" }, (level, step) => $"SEVERITY_NUMBER_{level}{step}"),
    ];

    private static readonly JsonMessage s_keyValue = KeyValue();
    private static readonly JsonMessage s_resource = Resource();
    private static readonly JsonMessage s_scope = Message(Text(1, "name"), Text(2, "version"), Attributes(3), Varint(4, "droppedAttributesCount"));

    private static readonly JsonMessage s_traces = Request("resourceSpans", "scopeSpans", "spans", Span());
    private static readonly JsonMessage s_logs = Request("resourceLogs", "scopeLogs", "logRecords", LogRecord());
    private static readonly JsonMessage s_metrics = Request("resourceMetrics", "scopeMetrics", "metrics", Metric());

    public static JsonMessage Request(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => s_traces,
        OtlpSignal.Logs => s_logs,
        _ => s_metrics,
    };

    private static JsonMessage Request(string resources, string scopes, string records, JsonMessage record)
    {
        var scope = Message(One(1, "scope", s_scope), Many(2, records, record), Text(3, "schemaUrl"));
        var resource = Message(One(1, "resource", s_resource), Many(2, scopes, scope), Text(3, "schemaUrl"));
        return Message(Many(1, resources, resource));
    }

    private static JsonMessage KeyValue()
    {
        var keyValue = new JsonMessage();
        var value = new JsonMessage();
        keyValue.Fields = [Text(1, "key"), One(2, "value", value)];
        value.Fields =
        [
            Text(1, "stringValue"),
            Field(2, "boolValue", JsonKind.Bool),
            Varint(3, "intValue"),
            Field(4, "doubleValue", JsonKind.Double),
            One(5, "arrayValue", Message(Many(1, "values", value))),
            One(6, "kvlistValue", Message(Many(1, "values", keyValue))),
            Field(7, "bytesValue", JsonKind.Base64),
        ];
        return keyValue;
    }

    private static JsonMessage Resource()
    {
        var entity = Message(Text(1, "schemaUrl"), Text(2, "type"), Texts(3, "idKeys"), Texts(4, "descriptionKeys"));
        return Message(Attributes(1), Varint(2, "droppedAttributesCount"), Many(3, "entityRefs", entity));
    }

    private static JsonMessage Span()
    {
        var moment = Message(Fixed64(1, "timeUnixNano"), Text(2, "name"), Attributes(3), Varint(4, "droppedAttributesCount"));
        var link = Message(
            Hex(1, "traceId"), Hex(2, "spanId"), Text(3, "traceState"), Attributes(4), Varint(5, "droppedAttributesCount"), Flags(6));
        var status = Message(Text(2, "message"), Names(3, "code", s_statuses));
        return Message(
            Hex(1, "traceId"), Hex(2, "spanId"), Text(3, "traceState"), Hex(4, "parentSpanId"), Text(5, "name"), Names(6, "kind", s_kinds),
            Fixed64(7, "startTimeUnixNano"), Fixed64(8, "endTimeUnixNano"), Attributes(9), Varint(10, "droppedAttributesCount"),
            Many(11, "events", moment), Varint(12, "droppedEventsCount"), Many(13, "links", link), Varint(14, "droppedLinksCount"),
            One(15, "status", status), Flags(16));
    }

    private static JsonMessage LogRecord()
    {
        var body = s_keyValue.Find("value"u8)!.Message!;
        return Message(
            Fixed64(1, "timeUnixNano"), Names(2, "severityNumber", s_severities), Text(3, "severityText"), One(5, "body", body), Attributes(6),
            Varint(7, "droppedAttributesCount"), Flags(8), Hex(9, "traceId"), Hex(10, "spanId"), Fixed64(11, "observedTimeUnixNano"),
            Text(12, "eventName"));
    }

    private static JsonMessage Metric()
    {
        var points = Message(Many(1, "dataPoints", Message()));
        return Message(
            One(5, "gauge", points), One(7, "sum", points), One(9, "histogram", points), One(10, "exponentialHistogram", points),
            One(11, "summary", points));
    }

    private static JsonMessage Message(params JsonField[] fields) => new() { Fields = fields };

    private static JsonField Field(int number, string name, JsonKind kind) => new(number, name, kind);

    private static JsonField Text(int number, string name) => Field(number, name, JsonKind.Text);

    private static JsonField Texts(int number, string name) => new(number, name, JsonKind.Text) { Repeated = true };

    private static JsonField Hex(int number, string name) => Field(number, name, JsonKind.Hex);

    private static JsonField Varint(int number, string name) => Field(number, name, JsonKind.Varint);

    private static JsonField Fixed64(int number, string name) => Field(number, name, JsonKind.Fixed64);

    private static JsonField Flags(int number) => Field(number, "flags", JsonKind.Fixed32);

    private static JsonField Names(int number, string name, string[] values) => new(number, name, JsonKind.Enum) { Values = values };

    private static JsonField One(int number, string name, JsonMessage message) => new(number, name, JsonKind.Message) { Message = message };

    private static JsonField Many(int number, string name, JsonMessage message) =>
        new(number, name, JsonKind.Message) { Message = message, Repeated = true };

    private static JsonField Attributes(int number) => Many(number, "attributes", s_keyValue);
}
