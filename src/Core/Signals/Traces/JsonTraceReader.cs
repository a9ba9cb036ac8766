using System.Globalization;
using System.Text;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Reads OTLP's JSON form of spans, as Jaeger's query API v3 answers with it.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: ids are hexadecimal, 64-bit numbers are text, enums are numbers.</remarks>
internal static class JsonTraceReader
{
    /// <summary>An attribute of 32 levels takes up to four levels of JSON for each.</summary>
    private const int MaxDepth = 256;

    /// <summary>A streamed answer is several <c>{"result":…}</c> one after the other.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static IEnumerable<JsonElement> Chunks(string text)
    {
        List<JsonElement> chunks = [];
        var options = new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth };
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), options);
        while (reader.Read())
            chunks.Add(JsonElement.ParseValue(ref reader));
        return chunks;
    }

    /// <param name="tracesData">An object with <c>resourceSpans</c>; without any it holds no span.</param>
    public static IEnumerable<TraceSpan> Spans(JsonElement tracesData) =>
        from resourceSpans in Items(tracesData, "resourceSpans")
        let resource = Attributes(resourceSpans.Member("resource"))
        from scopeSpans in Items(resourceSpans, "scopeSpans")
        let scope = scopeSpans.Member("scope")?.Text("name") ?? ""
        from span in Items(scopeSpans, "spans")
        select Span(span, resource, scope);

    private static TraceSpan Span(JsonElement json, IReadOnlyDictionary<string, object?> resource, string scope)
    {
        long start = Time(json, "startTimeUnixNano");
        long duration = Math.Max(0, Time(json, "endTimeUnixNano") - start);
        return new TraceSpan(
            Id(json, "traceId") ?? "",
            Id(json, "spanId") ?? "",
            Id(json, "parentSpanId"),
            resource.GetValueOrDefault("service.name") as string ?? "",
            json.Text("name"),
            SpanKinds.Name(Number(json, "kind", "SPAN_KIND_", SpanKinds.Number)),
            UnixNanoseconds.ToTime(start),
            UnixNanoseconds.ToDuration(duration),
            json.Member("status") is { } status ? SpanStatuses.Name(Number(status, "code", "STATUS_CODE_", SpanStatuses.Number)) : SpanStatuses.Name(0),
            json.Member("status")?.Text("message") ?? "",
            Attributes(json),
            [.. Items(json, "events").Select(Event)],
            [.. Items(json, "links").Select(link => new TraceLink(Id(link, "traceId") ?? "", Id(link, "spanId") ?? "", Attributes(link)))],
            resource,
            scope,
            start,
            duration);
    }

    private static TraceEvent Event(JsonElement json)
    {
        long time = Time(json, "timeUnixNano");
        return new TraceEvent(UnixNanoseconds.ToTime(time), json.Text("name"), Attributes(json), time);
    }

    private static Dictionary<string, object?> Attributes(JsonElement? owner)
    {
        var attributes = new Dictionary<string, object?>();
        if (owner is { } json)
        {
            foreach (JsonElement pair in Items(json, "attributes"))
                attributes[pair.Text("key")] = Value(pair.Member("value"));
        }

        return attributes;
    }

    private static object? Value(JsonElement? anyValue)
    {
        if (anyValue is not { ValueKind: JsonValueKind.Object } json)
            return null;

        foreach (JsonProperty value in json.EnumerateObject())
        {
            switch (value.Name)
            {
                case "stringValue" or "bytesValue":
                    return value.Value.GetString();
                case "boolValue":
                    return value.Value.GetBoolean();
                case "intValue":
                    return Whole(value.Value);
                case "doubleValue":
                    return Double(value.Value);
                case "arrayValue":
                    return Items(value.Value, "values").Select(v => Value(v)).ToList();
                case "kvlistValue":
                    return Items(value.Value, "values").ToDictionary(pair => pair.Text("key"), pair => Value(pair.Member("value")));
                default:
                    break;
            }
        }

        return null;
    }

    private static JsonElement[] Items(JsonElement json, string name) => json.Member(name) is { } list ? [.. list.EnumerateArray()] : [];

    /// <summary>Hexadecimal; base64 from servers that write ids as protobuf writes bytes. Null where there is none.</summary>
    private static string? Id(JsonElement json, string name)
    {
        string text = json.Text(name);
        if (text.Length is not (0 or 16 or 32) || !text.All(char.IsAsciiHexDigit))
            text = Convert.ToHexString(Convert.FromBase64String(text));
        return text.AsSpan().ContainsAnyExcept('0') ? text.ToLowerInvariant() : null;
    }

    private static long Time(JsonElement json, string name) => json.Member(name) is { } value
        ? UnixNanoseconds.Of(value.ValueKind == JsonValueKind.String ? ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetUInt64())
        : 0;

    private static long Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private static double Double(JsonElement value) => value.ValueKind != JsonValueKind.String ? value.GetDouble() : value.GetString() switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        { } text => double.Parse(text, CultureInfo.InvariantCulture),
        null => double.NaN,
    };

    /// <summary>An enum: its number, or its name from servers that write names.</summary>
    private static long Number(JsonElement json, string name, string prefix, Func<string, int> ofName) => json.Member(name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.String } text => ofName(text.GetString()!.Replace(prefix, "", StringComparison.Ordinal)),
        { } number => number.GetInt64(),
    };
}
