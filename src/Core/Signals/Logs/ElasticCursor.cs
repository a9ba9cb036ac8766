using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>Where a page ended: its last time, and the documents of exactly that time which were already given.</summary>
/// <remarks>
/// There is no second sort key that all versions have: <c>_shard_doc</c> needs a point in time (7.12, not in every OpenSearch), <c>_id</c> is refused
/// from 8 on. So the next page begins at the same time again and leaves out what is known.
/// </remarks>
/// <param name="Time">The sort value, nanoseconds since the Unix epoch.</param>
internal sealed record ElasticCursor(long Time, IReadOnlyList<string> Ids)
{
    /// <returns>Null where there is nothing after this page.</returns>
    public static ElasticCursor? After(ElasticCursor? previous, IReadOnlyList<(long Time, string Id)> page, int limit)
    {
        if (page.Count < limit)
            return null;

        long last = page[^1].Time;
        IEnumerable<string> ids = page.Where(hit => hit.Time == last).Select(hit => hit.Id);
        return new ElasticCursor(last, [.. previous?.Time == last ? previous.Ids : [], .. ids]);
    }

    public static ElasticCursor Parse(string text)
    {
        try
        {
            JsonElement json = JsonElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
            return new ElasticCursor(json.GetProperty("time").GetInt64(), json.List("ids", id => id.GetString() ?? ""));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StackException("LogQueryFailed", StackErrorCategory.InvalidArgument, "The cursor is none that Elasticsearch's log store gave.", text, e);
        }
    }

    public override string ToString()
    {
        var json = new JsonObject { ["time"] = Time, ["ids"] = new JsonArray([.. Ids.Select(id => (JsonNode)id)]) };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
