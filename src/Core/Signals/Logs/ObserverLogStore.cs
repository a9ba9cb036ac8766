using System.Globalization;
using System.Net;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>The observer's embedded store by its HTTP API v1.</summary>
internal sealed class ObserverLogStore(HttpClient http, LogStoreEndpoint endpoint) : ILogStore
{
    private readonly ApiClient _client = new(http, endpoint.Address, "The observer", "observer", LogStoreErrors.Ids, endpoint.Credential?.Header);

    public async Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken)
    {
        string query = Query(search, ("limit", search.Limit.ToString(CultureInfo.InvariantCulture)), ("cursor", search.Cursor));
        return await GetAsync(
            "api/v1/logs" + query, "its logs", search, json => new LogPage(json.List("logs", Entry), json.TextOrNull("cursor")), cancellationToken);
    }

    public Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken) =>
        GetAsync("api/v1/logs/histogram" + Query(search), "its log counts", search, json => json.List("counts", Count), cancellationToken);

    private async Task<T> GetAsync<T>(
        string path, string doing, LogSearch search, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync(path, LogStoreErrors.QueryLimit, cancellationToken);
        if (answer.IsSuccess)
            return _client.Read(answer, doing, read);
        if (answer.Json?.TextOrNull("code") is "invalid_query" && answer.Json.Value.TextOrNull("detail") is { } detail)
            throw new StackException("LogQueryInvalid", StackErrorCategory.InvalidArgument, detail, search.Query?.ToString());
        if (answer.Json?.TextOrNull("code") is "query_timeout")
        {
            throw new StackException(
                LogStoreErrors.Ids.Timeout,
                StackErrorCategory.OperationTimeout,
                $"The observer at {_client.Address} gave up {doing}. Ask for less: a shorter range, a service, or fewer terms.",
                "observer");
        }

        if (answer.Json is null && answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway)
            throw _client.Unreachable($"it answered {answer.Excerpt}");
        throw ObserverProblem.Read(_client, LogStoreErrors.Ids.Rejected, doing, answer);
    }

    private static string Query(LogSearch search, params ReadOnlySpan<(string Name, string? Value)> further)
    {
        ReadOnlySpan<(string Name, string? Value)> all =
        [
            ("start", Time(search.Start)),
            ("end", Time(search.End)),
            ("service", string.Join(',', search.Services)),
            ("level", string.Join(',', search.Levels)),
            ("query", search.Query?.ToString()),
            ("traceId", search.TraceId),
            ("requestId", search.RequestId),
            .. further,
        ];
        List<string> set = [];
        foreach ((string name, string? value) in all)
        {
            if (!string.IsNullOrEmpty(value))
                set.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return "?" + string.Join('&', set);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static LogEntry Entry(JsonElement json)
    {
        long time = long.Parse(json.GetProperty("unixNanoseconds").GetString() ?? "", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new LogEntry(
            UnixNanoseconds.ToTime(time),
            json.Text("service"),
            json.Text("level"),
            json.Text("message"),
            json.TextOrNull("traceId"),
            json.TextOrNull("spanId"),
            json.TextOrNull("requestId"),
            json.Member("attributes") is { } attributes ? PlainJson.ReadMap(attributes) : [],
            json.GetProperty("id").GetString() ?? "",
            time);
    }

    private static LogCount Count(JsonElement json) =>
        new(json.GetProperty("minute").GetDateTimeOffset(), json.Text("level"), json.GetProperty("count").GetInt64());
}
