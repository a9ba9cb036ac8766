using System.Text.Json;
using Mem0Observability.Compose;
using Mem0Observability.Observer.Http;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Query;

/// <summary>Reads a trace search from an address, in both spellings that Jaeger takes.</summary>
internal sealed class TraceSearchReader
{
    /// <summary>Jaeger's default.</summary>
    private const int DefaultDepth = 100;

    /// <summary>Camel case is the present spelling, snake case the former.</summary>
    private static readonly (string Camel, string Snake)[] s_names =
    [
        ("query.serviceName", "query.service_name"),
        ("query.operationName", "query.operation_name"),
        ("query.startTimeMin", "query.start_time_min"),
        ("query.startTimeMax", "query.start_time_max"),
        ("query.searchDepth", "query.search_depth"),
        ("query.durationMin", "query.duration_min"),
        ("query.durationMax", "query.duration_max"),
        ("query.rawTraces", "query.raw_traces"),
    ];

    private static readonly string[] s_known = [.. s_names.SelectMany(n => new[] { n.Camel, n.Snake }), "query.num_traces", "query.attributes"];

    private readonly QueryReader _query;

    private TraceSearchReader(IQueryCollection query) => _query = new QueryReader(query, s_known);

    public static TraceSearch Read(IQueryCollection query) => new TraceSearchReader(query).Search();

    private TraceSearch Search()
    {
        DateTimeOffset start = Required("query.startTimeMin");
        DateTimeOffset end = Required("query.startTimeMax");
        if (start >= end)
            throw QueryReader.Invalid("The parameter 'query.startTimeMin' must be before 'query.startTimeMax'.");

        return new TraceSearch
        {
            Start = start,
            End = end,
            Service = _query.Text(Spelt("query.serviceName")),
            Operation = _query.Text(Spelt("query.operationName")),
            MinDuration = Duration("query.durationMin"),
            MaxDuration = Duration("query.durationMax"),
            Attributes = Attributes(),
            Limit = (int)Math.Min(Depth(), TracePath.MaxDepth),
        };
    }

    /// <summary>The spelling that was used.</summary>
    private string Spelt(string camel) =>
        _query.Text(camel) is null ? s_names.First(n => n.Camel == camel).Snake : camel;

    private DateTimeOffset Required(string camel) =>
        _query.Time(Spelt(camel)) ?? throw QueryReader.Invalid("The parameters 'query.startTimeMin' and 'query.startTimeMax' are required.");

    private long Depth() =>
        _query.Number(Spelt("query.searchDepth"), 1, 1_000_000) ?? _query.Number("query.num_traces", 1, 1_000_000) ?? DefaultDepth;

    private TimeSpan? Duration(string camel)
    {
        if (_query.Text(Spelt(camel)) is not { } text)
            return null;
        // Compose took its durations from Go, and so did Jaeger.
        return ComposeDuration.TryParse(text) ?? throw QueryReader.Invalid($"The parameter '{camel}' must be a duration like 1.5s, 200ms or 1m30s.");
    }

    private Dictionary<string, string> Attributes()
    {
        var attributes = new Dictionary<string, string>();
        if (_query.Text("query.attributes") is not { } text)
            return attributes;

        try
        {
            foreach (JsonProperty attribute in JsonElement.Parse(text).EnumerateObject())
                attributes[attribute.Name] = attribute.Value.GetString() ?? "";
            return attributes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw QueryReader.Invalid("""The parameter 'query.attributes' must be a JSON object of texts, like {"http.route":"/search"}.""");
        }
    }
}
