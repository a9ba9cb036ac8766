using System.Globalization;
using System.Text.Json;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>What the stack knows of one search of the demo's traffic, beginning at the exemplar of a latency bucket.</summary>
internal static class SearchEvidence
{
    private const string Buckets = """http_server_request_duration_seconds_bucket{service="mem0",route="/search"}""";

    /// <summary>The trace id of the newest exemplar; exemplars come with the scrapes.</summary>
    public static async Task<string> ExemplarAsync(TimeSpan limit)
    {
        using var http = new HttpClient();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(limit);
        while (true)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var query = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:29090/api/v1/query_exemplars?query={Uri.EscapeDataString(Buckets)}&start={now - 600}&end={now}");
            using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(query), enough.Token));
            var newest = answer.RootElement.GetProperty("data").EnumerateArray().SelectMany(series => series.GetProperty("exemplars").EnumerateArray())
                .OrderBy(e => e.GetProperty("timestamp").GetDouble()).LastOrDefault();
            if (newest.ValueKind == JsonValueKind.Object) return newest.GetProperty("labels").GetProperty("trace_id").GetString()!;
            await Task.Delay(1000, enough.Token);
        }
    }

    /// <summary>The spans of a trace as paths from the root: <c>POST /search &gt; Memory.search &gt; …</c>.</summary>
    public static IEnumerable<string> Paths(IEnumerable<string> spans)
    {
        var byId = spans.Select(s => s.Split('|')).ToDictionary(s => s[0], s => (Parent: s[1], Name: s[2]));
        return byId.Keys.Select(Path);

        string Path(string id) => byId[id] is var (parent, name) && byId.ContainsKey(parent) ? $"{Path(parent)} > {name}" : name;
    }
}
