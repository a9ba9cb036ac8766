using System.Globalization;
using System.Net;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Prometheus by its HTTP API v1, from 2.53 on.</summary>
internal sealed class PrometheusStore(HttpClient http, Uri address) : IMetricStore, IExemplarStore
{
    private const string InfoMark = "PromQL info:";

    /// <summary>Below Prometheus' own 2 min: nobody waits that long at a prompt. It is told, so that it stops working too.</summary>
    private static readonly TimeSpan s_queryLimit = TimeSpan.FromSeconds(30);

    private readonly ApiClient _client = new(http, address, "Prometheus", "prometheus", PrometheusErrors.Ids);

    public Uri Address => _client.Address;

    public Task<MetricAnswer> QueryAsync(string promQL, DateTimeOffset? time, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("query", promQL)];
        if (time is { } at)
            form.Add(new("time", Unix(at)));

        return QueryAsync("api/v1/query", promQL, form, cancellationToken);
    }

    public Task<MetricAnswer> QueryRangeAsync(
        string promQL,
        DateTimeOffset start,
        DateTimeOffset end,
        TimeSpan step,
        CancellationToken cancellationToken) =>
        QueryAsync(
            "api/v1/query_range",
            promQL,
            [
                new("query", promQL),
                new("start", Unix(start)),
                new("end", Unix(end)),
                new("step", step.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            ],
            cancellationToken);

    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        IReadOnlyList<string> selectors,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, string>> form =
            [.. selectors.Select(s => KeyValuePair.Create("match[]", s)), new("start", Unix(start)), new("end", Unix(end))];
        ApiAnswer answer = await _client.PostFormAsync("api/v1/series", form, s_queryLimit, cancellationToken);
        return Read(answer, "its series", string.Join(", ", selectors), data => data.EnumerateArray().Select(s => s.Labels()).ToList());
    }

    public async Task<IReadOnlyList<MetricExemplar>> ExemplarsAsync(string promQL, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] form = [new("query", promQL), new("start", Unix(start)), new("end", Unix(end))];
        ApiAnswer answer = await _client.PostFormAsync("api/v1/query_exemplars", form, s_queryLimit, cancellationToken);
        return Read(answer, "its exemplars", promQL, data => data.EnumerateArray().SelectMany(PrometheusReader.Exemplars).OrderBy(e => e.Time).ToList());
    }

    public Task<IReadOnlyList<ScrapeTarget>> TargetsAsync(CancellationToken cancellationToken) =>
        GetAsync("api/v1/targets?state=active", "its targets", data => data.List("activeTargets", PrometheusReader.Target), cancellationToken);

    public Task<IReadOnlyList<RuleGroup>> RulesAsync(CancellationToken cancellationToken) =>
        GetAsync("api/v1/rules", "its rules", data => data.List("groups", PrometheusReader.Group), cancellationToken);

    public Task<IReadOnlyList<ActiveAlert>> AlertsAsync(CancellationToken cancellationToken) =>
        GetAsync("api/v1/alerts", "its alerts", data => data.List("alerts", PrometheusReader.Alert), cancellationToken);

    public Task<string> VersionAsync(CancellationToken cancellationToken) =>
        GetAsync("api/v1/status/buildinfo", "its version", data => data.Text("version"), cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync("-/ready", cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.ServiceUnavailable => false,
            _ => throw _client.Rejected("its readiness", answer),
        };
    }

    private async Task<T> GetAsync<T>(string path, string doing, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        Read(await _client.GetAsync(path, cancellationToken), doing, null, read);

    private async Task<MetricAnswer> QueryAsync(
        string path,
        string promQL,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken cancellationToken)
    {
        string timeout = s_queryLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s";
        // Longer than Prometheus' limit, so that its own message about the limit arrives.
        TimeSpan limit = s_queryLimit + TimeSpan.FromSeconds(2);
        ApiAnswer answer = await _client.PostFormAsync(path, form.Append(new("timeout", timeout)), limit, cancellationToken);
        // Prometheus before 3 has both among its warnings.
        ILookup<bool, string> said = Said(answer, "warnings").Concat(Said(answer, "infos")).ToLookup(s => s.StartsWith(InfoMark, StringComparison.Ordinal));
        return Read(answer, "a query", promQL, data =>
        {
            string kind = data.Text("resultType");
            return new MetricAnswer(kind, MetricResultReader.Read(kind, data.GetProperty("result")), [.. said[false]]) { Infos = [.. said[true]] };
        });
    }

    private T Read<T>(ApiAnswer answer, string doing, string? promQL, Func<JsonElement, T> read)
    {
        if (!answer.IsSuccess)
            throw PrometheusErrors.Read(_client, doing, promQL, answer);

        return _client.Read(answer, doing, json => read(json.GetProperty("data")));
    }

    private static IReadOnlyList<string> Said(ApiAnswer answer, string member) =>
        answer.Json is { ValueKind: JsonValueKind.Object } json ? json.List(member, w => w.ToString()) : [];

    private static string Unix(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
}
