using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Keeps the traces with the wanted attributes. Jaeger 2.18 does not read the parameter and answers with all.</summary>
internal static class TraceSift
{
    public static bool Matches(Trace trace, IReadOnlyDictionary<string, string> attributes) =>
        attributes.Count == 0 || trace.Spans.Any(span => attributes.All(a => Has(span, a.Key, a.Value)));

    private static bool Has(TraceSpan span, string key, string value) => key switch
    {
        // Jaeger's own names for what OTLP has fields for.
        "error" => (span.Status == SpanStatuses.Error ? "true" : "false") == value || Equal(span.Attributes, key, value),
        "span.kind" => span.Kind.Equals(value, StringComparison.OrdinalIgnoreCase),
        "otel.status_code" => span.Status.Equals(value, StringComparison.OrdinalIgnoreCase),
        _ when key.StartsWith("otel.", StringComparison.Ordinal) => true,
        _ => Equal(span.Attributes, key, value) || Equal(span.Resource, key, value) || span.Events.Any(e => Equal(e.Attributes, key, value)),
    };

    private static bool Equal(IReadOnlyDictionary<string, object?> attributes, string key, string value) =>
        attributes.TryGetValue(key, out object? found) && AsText(found) == value;

    private static string? AsText(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string,
    };
}
