using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>Elasticsearch 7.2 to 9, or OpenSearch, by its search API.</summary>
internal sealed class ElasticLogStore(HttpClient http, LogStoreEndpoint endpoint) : ILogStore
{
    /// <summary>Minutes in one answer; with the levels within each minute still below every version's limit of buckets (10,000 in 7).</summary>
    private const int MinutesPerAnswer = 1000;

    private const string WithoutLevel = "none";

    private readonly ApiClient _client =
        new(http, endpoint.Address, "Elasticsearch", "elasticsearch", LogStoreErrors.Ids, endpoint.Credential?.Header);

    public async Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken)
    {
        ElasticCursor? cursor = search.Cursor is null ? null : ElasticCursor.Parse(search.Cursor);
        JsonObject query = ElasticQuery.Of(search);
        // Nanoseconds for all: of the indexes behind one pattern some have milliseconds.
        var newestFirst = new JsonObject { ["order"] = "desc", ["numeric_type"] = "date_nanos", ["unmapped_type"] = "date" };
        JsonObject body = new()
        {
            ["size"] = search.Limit,
            ["track_total_hits"] = false,
            ["query"] = query,
            ["sort"] = new JsonArray(new JsonObject { [ElasticFields.Time] = newestFirst }),
        };
        if (cursor is not null)
        {
            body["search_after"] = new JsonArray(cursor.Time + 1);
            query["bool"]!["must_not"] = new JsonObject
            {
                ["ids"] = new JsonObject { ["values"] = new JsonArray([.. cursor.Ids.Select(id => (JsonNode)id)]) },
            };
        }

        return await AskAsync(body, "a search", json => Page(json, search.Limit, cursor), cancellationToken) ?? new LogPage([], null);
    }

    public async Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken)
    {
        List<LogCount> counts = [];
        for (JsonObject? after = []; after is not null;)
        {
            JsonObject body = new()
            {
                ["size"] = 0,
                ["track_total_hits"] = false,
                ["query"] = ElasticQuery.Of(search),
                ["aggs"] = new JsonObject { ["minutes"] = Minutes(after) },
            };
            after = await AskAsync(body, "log counts", json => AddCounts(counts, json), cancellationToken);
        }

        return counts;
    }

    /// <summary>Only minutes that have records, page by page; and the levels by the same conditions that a search has.</summary>
    private static JsonObject Minutes(JsonObject after)
    {
        var levels = new JsonObject();
        foreach (string level in LogLevels.Names)
            levels[level] = ElasticQuery.Level(level);
        var byMinute = new JsonObject { ["field"] = ElasticFields.Time, ["fixed_interval"] = "1m" };
        JsonObject composite = new()
        {
            ["size"] = MinutesPerAnswer,
            ["sources"] = new JsonArray(new JsonObject { ["minute"] = new JsonObject { ["date_histogram"] = byMinute } }),
        };
        if (after.Count > 0)
            composite["after"] = after;
        return new JsonObject
        {
            ["composite"] = composite,
            ["aggs"] = new JsonObject
            {
                ["levels"] = new JsonObject { ["filters"] = new JsonObject { ["filters"] = levels, ["other_bucket_key"] = WithoutLevel } },
            },
        };
    }

    private static LogPage Page(JsonElement json, int limit, ElasticCursor? previous)
    {
        JsonElement[] hits = [.. json.GetProperty("hits").GetProperty("hits").EnumerateArray()];
        LogEntry[] entries = [.. hits.Select(ElasticHit.Read)];
        (long, string)[] places = [.. entries.Select(e => (e.UnixNanoseconds, e.Id))];
        return new LogPage(entries, ElasticCursor.After(previous, places, limit)?.ToString());
    }

    /// <returns>Where the next page of minutes begins; null after the last.</returns>
    private static JsonObject? AddCounts(List<LogCount> counts, JsonElement json)
    {
        // A cluster in which no index matches the pattern leaves the aggregation out.
        if (json.Member("aggregations")?.Member("minutes") is not { } minutes)
            return null;

        foreach (JsonElement bucket in minutes.GetProperty("buckets").EnumerateArray())
        {
            var minute = DateTimeOffset.FromUnixTimeMilliseconds(bucket.GetProperty("key").GetProperty("minute").GetInt64());
            foreach (JsonProperty level in bucket.GetProperty("levels").GetProperty("buckets").EnumerateObject())
            {
                if (level.Value.GetProperty("doc_count").GetInt64() is > 0 and var count)
                    counts.Add(new LogCount(minute, level.Name == WithoutLevel ? "" : level.Name, count));
            }
        }

        bool full = minutes.GetProperty("buckets").GetArrayLength() == MinutesPerAnswer;
        return full && minutes.Member("after_key") is { } key ? JsonObject.Create(key) : null;
    }

    /// <returns>Null where there is no such index (yet): nothing was logged.</returns>
    private async Task<T?> AskAsync<T>(JsonObject body, string doing, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        // Shorter than our own limit, so that Elasticsearch's account of it arrives.
        body["timeout"] = $"{LogStoreErrors.QueryLimit.TotalSeconds - 5:0}s";
        string path = $"{Uri.EscapeDataString(endpoint.Index)}/_search?ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false";
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Post, path, body.ToJsonString(), LogStoreErrors.QueryLimit, cancellationToken);
        if (ElasticErrors.IsMissingIndex(answer))
            return null;
        ElasticErrors.ThrowIfFailed(_client, doing, answer);
        return _client.Read<T?>(answer, doing, read);
    }
}
