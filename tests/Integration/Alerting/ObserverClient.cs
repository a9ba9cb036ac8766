using System.Net.Http.Json;
using System.Text.Json;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Alerting;

/// <summary>The observer's API in plain HTTP, so that the product's own client is not what proves it.</summary>
internal sealed class ObserverClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    public async Task SetTestAlertAsync(string id) =>
        (await _http.PutAsJsonAsync($"/api/v1/test-alerts/{id}", new { severity = "info", ttlSeconds = 120 }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    public async Task EndTestAlertAsync(string id) =>
        (await _http.DeleteAsync($"/api/v1/test-alerts/{id}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    public Task<HttpResponseMessage> PostToWebhookAsync(HttpContent content) =>
        _http.PostAsync("/api/v1/alerts/webhook", content, TestContext.Current.CancellationToken);

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The oldest notification of a drill in this state.</summary>
    public Task<Notification> WaitForAsync(string id, string status, TimeSpan limit) =>
        Poll.UntilAsync($"test alert {id} is {status} in the inbox", limit, async () => (await DrillsAsync(status)).FirstOrDefault(n => n.DrillId == id));

    public async Task<IReadOnlyList<Notification>> DrillsAsync(string status)
    {
        var answer = await GetAsync($"/api/v1/notifications?alertname=Mem0TestAlert&status={status}&limit=1000");
        return [.. answer.GetProperty("notifications").EnumerateArray().Select(n => new Notification(
            n.GetProperty("id").GetInt64(), n.GetProperty("receiver").GetString()!, n.GetProperty("labels").GetProperty("drill_id").GetString()!))];
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record Notification(long Id, string Receiver, string DrillId);
