using System.Text.Json;

namespace Mem0Observability.Observer.Notify;

/// <summary>Asks Prometheus and Alertmanager themselves, to say which hop of the alert path is broken.</summary>
internal sealed class PathProbe(HttpClient http, Uri prometheus, Uri alertmanager)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(3);

    public async Task<string> SuspectAsync(CancellationToken cancellationToken)
    {
        var ready = await Task.WhenAll(
            GetAsync(new(prometheus, "/-/ready"), cancellationToken), GetAsync(new(alertmanager, "/-/ready"), cancellationToken));
        return (ready[0] is not null, ready[1] is not null) switch
        {
            (false, false) => "Suspected: neither Prometheus nor Alertmanager answers the observer; both are down, or the observer's own network is.",
            (false, true) => "Suspected: Prometheus. It does not answer; Alertmanager does.",
            (true, false) => "Suspected: Alertmanager. It does not answer; Prometheus does.",
            _ => Between(await GetAsync(new(alertmanager, "/api/v2/alerts?filter=alertname%3D%22Watchdog%22"), cancellationToken)),
        };
    }

    /// <summary>Both are up. Whether Alertmanager has the alert tells on which side of it the way is broken.</summary>
    private static string Between(string? alerts)
    {
        const string Unknown = "Suspected: the way between Prometheus, Alertmanager and the observer. Both answer.";
        if (alerts is null)
            return Unknown;
        try
        {
            using var json = JsonDocument.Parse(alerts);
            if (json.RootElement.GetArrayLength() == 0)
                return "Suspected: the way from Prometheus to Alertmanager. Both answer, and Alertmanager does not have the alert: the network between them, or Prometheus' rules.";
            return json.RootElement[0].GetProperty("status").GetProperty("silencedBy").GetArrayLength() > 0
                ? "Suspected: a silence. Alertmanager has the alert and mutes it."
                : "Suspected: the way from Alertmanager to the observer. Both answer, and Alertmanager has the alert: its routes, or the network.";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Unknown;
        }
    }

    private async Task<string?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            using var answer = await http.GetAsync(address, limit.Token);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(limit.Token) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
