using System.Globalization;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>Reads one hit of a search into a log entry.</summary>
internal static class ElasticHit
{
    public static LogEntry Read(JsonElement hit)
    {
        var fields = new Dictionary<string, object?>();
        if (hit.Member("_source") is { } source)
            Flatten(fields, "", source);
        fields.Remove(ElasticFields.Time);

        string level = Take(fields, ElasticFields.Level) is string text ? LogLevels.OfText(text) : "";
        object? severity = Take(fields, ElasticFields.Severity);
        string message = AsText(Take(fields, ElasticFields.Message));
        string service = AsText(Take(fields, ElasticFields.Service));
        string? traceId = Id(Take(fields, ElasticFields.TraceId));
        string? spanId = Id(Take(fields, ElasticFields.SpanId));
        Dictionary<string, object?> attributes = Attributes(fields);
        string? requestId = RequestIds.Take(attributes);
        // The sort value, because the document may spell its time in any of a dozen ways.
        long time = Time(hit);
        return new LogEntry(
            UnixNanoseconds.ToTime(time),
            service,
            level.Length == 0 && severity is long number ? LogLevels.Of(number) : level,
            message,
            traceId,
            spanId,
            requestId,
            attributes,
            hit.GetProperty("_id").GetString() ?? "",
            time);
    }

    public static long Time(JsonElement hit) => hit.GetProperty("sort")[0].GetInt64();

    /// <summary>A document's field may be an object within an object, a name with dots, or half of each.</summary>
    private static void Flatten(Dictionary<string, object?> fields, string prefix, JsonElement json)
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
                Flatten(fields, $"{prefix}{member.Name}.", member.Value);
            else
                fields[prefix + member.Name] = PlainJson.Read(member.Value);
        }
    }

    /// <summary>The first that has a value; all of them go, because they say the same.</summary>
    private static object? Take(Dictionary<string, object?> fields, string[] names)
    {
        object? taken = null;
        foreach (string name in names)
        {
            if (fields.Remove(name, out object? value))
                taken ??= value is "" ? null : value;
        }

        return taken;
    }

    private static Dictionary<string, object?> Attributes(Dictionary<string, object?> fields)
    {
        var attributes = new Dictionary<string, object?>();
        foreach ((string field, object? value) in fields)
        {
            string name = OwnName(field);
            if (!ElasticFields.IsNoise(name))
                attributes.TryAdd(name, value);
        }

        return attributes;
    }

    private static string OwnName(string field)
    {
        const string Record = "attributes.";
        const string Resource = "resource.attributes.";
        if (field.StartsWith(Record, StringComparison.Ordinal))
            return field[Record.Length..];
        bool tells = field.StartsWith($"{Resource}service.", StringComparison.Ordinal) || field == $"{Resource}container.name";
        return tells ? field[Resource.Length..] : RequestIds.OfLabel(field) ?? field;
    }

    private static string AsText(object? value) => value switch
    {
        null => "",
        string text => text,
        IReadOnlyList<object?> list => string.Join(' ', list.Select(AsText)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string? Id(object? value) => value is string { Length: > 0 } id && id.AsSpan().ContainsAnyExcept('0') ? id.ToLowerInvariant() : null;
}
