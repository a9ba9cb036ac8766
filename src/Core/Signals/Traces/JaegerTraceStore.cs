using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Jaeger from 2.18 on, or the observer, by Jaeger's query API v3.</summary>
/// <param name="service">The compose service that answers there, for the advice in errors.</param>
internal sealed class JaegerTraceStore(HttpClient http, Uri address, string service = "jaeger") : ITraceStore
{
    private static readonly TimeSpan s_queryLimit = TimeSpan.FromSeconds(30);

    private readonly ApiClient _client = new(http, address, "The trace store", service, TraceStoreErrors.Ids);

    public async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> services = await GetAsync(
            "api/v3/services", "its services", json => json.List("services", s => s.GetString() ?? ""), cancellationToken);
        return [.. services.Order(StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken)
    {
        IReadOnlyList<TraceOperation> operations = await GetAsync(
            "api/v3/operations?service=" + Uri.EscapeDataString(service),
            "its operations",
            json => json.List("operations", o => new TraceOperation(o.Text("name"), o.Text("spanKind"))),
            cancellationToken);
        return [.. operations.OrderBy(o => o.Name, StringComparer.Ordinal).ThenBy(o => o.Kind, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Trace> wanted, int found) = await SiftAsync(search, search.Limit, cancellationToken);
        // Only a server that ignores attributes gives others; then the wanted ones may be beyond the limit.
        if (wanted.Count < found && found >= search.Limit && search.Limit < TracePath.MaxDepth)
            (wanted, _) = await SiftAsync(search, TracePath.MaxDepth, cancellationToken);
        return [.. wanted.Take(search.Limit)];
    }

    public async Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken) =>
        await TracesAsync("api/v3/traces/" + Uri.EscapeDataString(traceId), "a trace", cancellationToken) is [var trace, ..] ? trace : null;

    public Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        GetAsync(TracePath.Dependencies(start, end), "its dependencies", json => json.List("data", Edge), cancellationToken);

    private async Task<(IReadOnlyList<Trace> Wanted, int Found)> SiftAsync(TraceSearch search, int depth, CancellationToken cancellationToken)
    {
        IReadOnlyList<Trace> found = await TracesAsync(TracePath.Find(search, depth), "a search", cancellationToken);
        return ([.. found.Where(trace => TraceSift.Matches(trace, search.Attributes))], found.Count);
    }

    private async Task<IReadOnlyList<Trace>> TracesAsync(string path, string doing, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync(path, s_queryLimit, cancellationToken);
        if (TraceStoreErrors.IsNothing(answer))
            return [];
        if (!answer.IsSuccess)
            throw TraceStoreErrors.Refused(_client, doing, answer);

        try
        {
            return TraceAssembly.Group(JsonTraceReader.Chunks(answer.Text).SelectMany(chunk => Spans(chunk, doing)));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw _client.Rejected(doing, answer, e);
        }
    }

    private IEnumerable<TraceSpan> Spans(JsonElement chunk, string doing)
    {
        // A stream that breaks says so in its last chunk, after a good status.
        if (TraceStoreErrors.Message(chunk) is { } message)
            throw TraceStoreErrors.Failed(_client, doing, StackErrorCategory.InvalidResult, message);
        return chunk.Member("result") is { } result ? JsonTraceReader.Spans(result) : throw new FormatException("a chunk without a result");
    }

    private async Task<T> GetAsync<T>(string path, string doing, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync(path, s_queryLimit, cancellationToken);
        return answer.IsSuccess ? _client.Read(answer, doing, read) : throw TraceStoreErrors.Refused(_client, doing, answer);
    }

    /// <summary>Jaeger says how many calls; the rest is the observer's.</summary>
    private static ServiceEdge Edge(JsonElement json) => new(
        json.GetProperty("parent").GetString() ?? "",
        json.GetProperty("child").GetString() ?? "",
        json.GetProperty("callCount").GetInt64(),
        json.Member("errorCount")?.GetInt64(),
        json.Member("p95Milliseconds") is { } p95 ? TimeSpan.FromMilliseconds(p95.GetDouble()) : null,
        json.Text("connectionType"));
}
