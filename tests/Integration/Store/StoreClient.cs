using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>Asks an observer what it has stored.</summary>
internal sealed class StoreClient(Uri api)
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(60) };

    public async Task<(IReadOnlyList<string> Messages, string? Cursor)> LogsAsync(DateTimeOffset start, int limit, string? service, string? cursor)
    {
        var range = $"start={Text(start)}&end={Text(DateTimeOffset.UtcNow.AddHours(1))}&limit={limit}";
        if (service is not null) range += "&service=" + service;
        if (cursor is not null) range += "&cursor=" + Uri.EscapeDataString(cursor);
        using var answer = JsonDocument.Parse(await s_http.GetStringAsync(new Uri(api, "api/v1/logs?" + range), TestContext.Current.CancellationToken));
        return ([.. answer.RootElement.GetProperty("logs").EnumerateArray().Select(l => l.GetProperty("message").GetString()!)], answer.RootElement.GetProperty("cursor").GetString());
    }

    /// <summary>Every record since then, page by page.</summary>
    public async Task<IReadOnlyList<string>> AllLogsAsync(DateTimeOffset start, string? service = null)
    {
        var all = new List<string>();
        string? cursor = null;
        do
        {
            (var page, cursor) = await LogsAsync(start, 10_000, service, cursor);
            all.AddRange(page);
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>How many spans of the trace are stored.</summary>
    public async Task<int> SpansOfAsync(string traceId)
    {
        var token = TestContext.Current.CancellationToken;
        using var answer = await s_http.GetAsync(new Uri(api, "api/v3/traces/" + traceId), token);
        if (answer.StatusCode == HttpStatusCode.NotFound) return 0;
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(token)).Split("\"spanId\"").Length - 1;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
