namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>OTLP's JSON as the JavaScript SDK writes it.</summary>
internal static class OtlpJsonText
{
    public static string Request(string service, params string[] spans) =>
        $$$"""
        {"resourceSpans":[{"scopeSpans":[{"spans":[{{{string.Join(',', spans)}}}],"scope":{"name":"library"}}],
        "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{service}}}"}}]}}]}
        """;

    public static string Span(SpanModel span) =>
        $$$"""
        {"traceId":"{{{Convert.ToHexStringLower(span.TraceId)}}}","spanId":"{{{Convert.ToHexString(span.SpanId)}}}","name":"{{{span.Name}}}",
        "kind":{{{span.Kind}}},"startTimeUnixNano":"{{{span.Start}}}","endTimeUnixNano":{{{span.End}}},
        "attributes":[{"key":"first","value":{"stringValue":"\u00e9\"\n"}}],"status":{"code":{{{span.Status}}}}}
        """;
}
