using System.Text.Json;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Signals;

/// <summary>Alertmanager by its HTTP API v2, from 0.28 on.</summary>
internal sealed class AlertmanagerRouter(HttpClient http, Uri address) : IAlertRouter
{
    private readonly ApiClient _client = new(
        http,
        address,
        "Alertmanager",
        "alertmanager",
        new ApiErrorIds("AlertRouterUnreachable", "AlertRouterUnreachable", "AlertRouterRejected"));

    public Uri Address => _client.Address;

    public Task<IReadOnlyList<RoutedAlert>> AlertsAsync(IReadOnlyList<string> matchers, CancellationToken cancellationToken)
    {
        string filter = string.Concat(matchers.Select(m => "&filter=" + Uri.EscapeDataString(m)));
        return GetAsync<IReadOnlyList<RoutedAlert>>(
            "api/v2/alerts?active=true" + filter, "its alerts", json => [.. json.EnumerateArray().Select(Alert)], cancellationToken);
    }

    public async Task PostAlertsAsync(IReadOnlyList<PostedAlert> alerts, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(alerts, SignalsJson.Default.IReadOnlyListPostedAlert);
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Post, "api/v2/alerts", json, cancellationToken);
        if (!answer.IsSuccess)
            throw _client.Rejected("an alert that was posted", answer);
    }

    public Task<RouterStatus> StatusAsync(CancellationToken cancellationToken) =>
        GetAsync(
            "api/v2/status",
            "its status",
            json => new RouterStatus(
                json.GetProperty("versionInfo").Text("version"),
                json.GetProperty("cluster").Text("status"),
                json.Time("uptime")),
            cancellationToken);

    public Task<IReadOnlyList<string>> ReceiversAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>(
            "api/v2/receivers", "its receivers", json => [.. json.EnumerateArray().Select(r => r.Text("name"))], cancellationToken);

    public async Task<IReadOnlyList<NotificationCount>> NotificationsAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync("metrics", cancellationToken);
        return answer.IsSuccess ? NotificationCount.Parse(answer.Text) : throw _client.Rejected("its metrics", answer);
    }

    public Task<IReadOnlyList<RoutedSilence>> SilencesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<RoutedSilence>>(
            "api/v2/silences", "its silences", json => [.. json.EnumerateArray().Select(Silence)], cancellationToken);

    public async Task<string> CreateSilenceAsync(PostedSilence silence, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(silence, SignalsJson.Default.PostedSilence);
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Post, "api/v2/silences", json, cancellationToken);
        return _client.Read(answer, "a silence that was posted", created => created.GetProperty("silenceID").GetString() ?? "");
    }

    public async Task ExpireSilenceAsync(string id, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.DeleteAsync("api/v2/silence/" + Uri.EscapeDataString(id), cancellationToken);
        if (!answer.IsSuccess)
            throw _client.Rejected($"the end of silence {id}", answer);
    }

    private async Task<T> GetAsync<T>(string path, string doing, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        _client.Read(await _client.GetAsync(path, cancellationToken), doing, read);

    private static RoutedAlert Alert(JsonElement alert)
    {
        JsonElement status = alert.GetProperty("status");
        return new RoutedAlert(
            alert.Text("fingerprint"),
            status.Text("state"),
            alert.Time("startsAt"),
            alert.Time("updatedAt"),
            alert.List("receivers", r => r.Text("name")),
            [.. Names(status, "silencedBy"), .. Names(status, "inhibitedBy"), .. Names(status, "mutedBy")],
            alert.Labels("labels"),
            alert.Labels("annotations"));
    }

    private static RoutedSilence Silence(JsonElement silence) => new(
        silence.GetProperty("id").GetString() ?? "",
        silence.GetProperty("status").Text("state"),
        silence.List("matchers", Matcher),
        silence.GetProperty("startsAt").GetDateTimeOffset(),
        silence.GetProperty("endsAt").GetDateTimeOffset(),
        silence.Text("createdBy"),
        silence.Text("comment"));

    /// <summary>Versions before 0.22 knew no inequality.</summary>
    private static SilenceMatcher Matcher(JsonElement matcher)
    {
        bool isEqual = matcher.Member("isEqual")?.GetBoolean() ?? true;
        bool isRegex = matcher.GetProperty("isRegex").GetBoolean();
        return new(matcher.Text("name"), (isEqual, isRegex) switch { (true, false) => "=", (true, true) => "=~", (false, false) => "!=", _ => "!~" }, matcher.Text("value"));
    }

    private static IReadOnlyList<string> Names(JsonElement status, string member) => status.List(member, n => n.GetString() ?? "");
}
