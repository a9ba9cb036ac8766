using System.Globalization;
using System.Text.Json.Nodes;

namespace Mem0Observability.Signals.Logs;

/// <summary>A log search in Elasticsearch's query language; only what 7.2 and OpenSearch know too.</summary>
internal static class ElasticQuery
{
    public static JsonObject Of(LogSearch search)
    {
        JsonArray filter = [TimeRange(search.Start, search.End)];
        if (search.Services.Count > 0)
            filter.Add(Any(search.Services.Select(s => Phrase(s, ElasticFields.Service))));
        if (search.Levels.Count > 0)
            filter.Add(Any(search.Levels.Select(Level)));
        if (search.TraceId is { } traceId)
            filter.Add(Phrase(traceId, ElasticFields.TraceId));
        if (search.RequestId is { } requestId)
            filter.Add(Phrase(requestId, ElasticFields.RequestId));
        if (search.Query is { } query)
            filter.Add(Of(query));
        return Bool("filter", filter);
    }

    /// <summary>By name in any of its spellings, or by OTLP's number.</summary>
    public static JsonObject Level(string level)
    {
        (int first, int last) = LogLevels.Severities(level);
        string[] spellings = [.. LogLevels.Spellings(level).SelectMany(s => new[] { s, s.ToUpperInvariant(), char.ToUpperInvariant(s[0]) + s[1..] })];
        return Any(
        [
            .. ElasticFields.Level.Select(field => new JsonObject { ["terms"] = new JsonObject { [field] = Array(spellings) } }),
            .. ElasticFields.Severity.Select(field => Range(field, new JsonObject { ["gte"] = first, ["lte"] = last })),
        ]);
    }

    private static JsonObject Of(LogQuery query) => query switch
    {
        LogQuery.Text text => Phrase(text.Value, ElasticFields.Message),
        LogQuery.Attribute attribute => Attribute(attribute),
        LogQuery.And and => Bool("filter", [Of(and.Left), Of(and.Right)]),
        LogQuery.Or or => Any([Of(or.Left), Of(or.Right)]),
        LogQuery.Not not => Bool("must_not", [Of(not.Operand)]),
        _ => throw new InvalidOperationException($"unknown query {query.GetType().Name}"),
    };

    /// <remarks>Keywords are compared with their case, and what would ignore it (7.10) refuses numbers: the three usual spellings have to do.</remarks>
    private static JsonObject Attribute(LogQuery.Attribute attribute)
    {
        string[] fields = [.. ElasticFields.Attribute(attribute.Key)];
        string[] spellings = [attribute.Value, attribute.Value.ToLowerInvariant(), attribute.Value.ToUpperInvariant()];
        return Any(spellings.Distinct().Select(value => Phrase(value, fields)));
    }

    /// <summary>On text the words in their order, on keywords the whole value; lenient, because a word is no error where a field holds numbers.</summary>
    private static JsonObject Phrase(string text, string[] fields) => new()
    {
        ["multi_match"] = new JsonObject { ["query"] = text, ["type"] = "phrase", ["lenient"] = true, ["fields"] = Array(fields) },
    };

    private static JsonObject TimeRange(DateTimeOffset start, DateTimeOffset end) => Range(
        ElasticFields.Time,
        new JsonObject { ["gte"] = Time(start), ["lt"] = Time(end), ["format"] = "strict_date_optional_time" });

    /// <summary>An index with nanoseconds begins in 1970 and ends in 2262.</summary>
    private static string Time(DateTimeOffset time)
    {
        DateTimeOffset kept = time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time.Year > 2261 ? new(2262, 1, 1, 0, 0, 0, TimeSpan.Zero) : time;
        return kept.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
    }

    private static JsonObject Range(string field, JsonObject bounds) => new() { ["range"] = new JsonObject { [field] = bounds } };

    private static JsonObject Any(IEnumerable<JsonObject> queries) =>
        new() { ["bool"] = new JsonObject { ["should"] = new JsonArray([.. queries]), ["minimum_should_match"] = 1 } };

    private static JsonObject Bool(string occurrence, JsonArray queries) => new() { ["bool"] = new JsonObject { [occurrence] = queries } };

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
