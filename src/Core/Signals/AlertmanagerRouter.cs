using System.Text.Json;

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

    private static IReadOnlyList<string> Names(JsonElement status, string member) => status.List(member, n => n.GetString() ?? "");
}
