using System.Net;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>The observer's inbox by its HTTP API v1.</summary>
internal sealed class ObserverInbox(HttpClient http, Uri address) : IAlertInbox
{
    private static readonly ApiErrorIds s_errors = new("AlertInboxUnreachable", "AlertInboxUnreachable", "AlertInboxRejected");

    private readonly ApiClient _client = new(http, address, "The observer", "observer", s_errors);

    public Uri Address => _client.Address;

    public async Task<IReadOnlyList<InboxNotification>> NotificationsAsync(InboxFilter filter, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync("api/v1/notifications" + filter.ToQuery(), cancellationToken);
        return Read(answer, "its notifications", json => json.List("notifications", Notification));
    }

    public async Task<IReadOnlyList<InboxAlert>> AlertsAsync(string? state, CancellationToken cancellationToken)
    {
        string query = state is null ? "" : "?state=" + Uri.EscapeDataString(state);
        ApiAnswer answer = await _client.GetAsync("api/v1/alerts" + query, cancellationToken);
        return Read(answer, "its alerts", json => json.List("alerts", Alert));
    }

    public async Task<InboxAlert> AcknowledgeAsync(string fingerprint, string by, string comment, CancellationToken cancellationToken)
    {
        string path = $"api/v1/alerts/{Uri.EscapeDataString(fingerprint)}/acknowledge";
        string body = JsonSerializer.Serialize(new AcknowledgeRequest(by, comment), SignalsJson.Default.AcknowledgeRequest);
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Post, path, body, cancellationToken);
        return Read(answer, $"the acknowledgement of alert {fingerprint}", Alert);
    }

    public async Task<WatchdogSight> WatchdogAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.GetAsync("api/v1/watchdog", cancellationToken);
        return Read(answer, "its watchdog", json => new WatchdogSight(
            json.Time("lastSeen"),
            json.Member("ageSeconds") is null ? null : json.Seconds("ageSeconds"),
            json.GetProperty("alive").GetBoolean()));
    }

    public async Task SetTestAlertAsync(string id, string severity, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var gauge = new TestAlertGauge(severity, (int)timeToLive.TotalSeconds);
        string body = JsonSerializer.Serialize(gauge, SignalsJson.Default.TestAlertGauge);
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Put, GaugePath(id), body, cancellationToken);
        if (!answer.IsSuccess)
            throw Refused($"test alert {id}", answer);
    }

    public async Task ClearTestAlertAsync(string id, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.DeleteAsync(GaugePath(id), cancellationToken);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
            throw Refused($"the end of test alert {id}", answer);
    }

    public async Task<IReadOnlyList<PastAcknowledgement>> AcknowledgementsAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        string query = FormattableString.Invariant($"?limit={limit}") + (before is { } id ? FormattableString.Invariant($"&before={id}") : "");
        ApiAnswer answer = await _client.GetAsync("api/v1/acknowledgements" + query, cancellationToken);
        return Read(answer, "its acknowledgements", json => json.List("acknowledgements", Past));
    }

    public async Task SetDrillAsync(string id, IReadOnlyList<DrillSample> series, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        string body = JsonSerializer.Serialize(new DrillOrder((int)timeToLive.TotalSeconds, series), SignalsJson.Default.DrillOrder);
        ApiAnswer answer = await _client.SendJsonAsync(HttpMethod.Put, DrillPath(id), body, cancellationToken);
        if (!answer.IsSuccess)
            throw Refused($"the series of drill {id}", answer);
    }

    public async Task ClearDrillAsync(string id, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await _client.DeleteAsync(DrillPath(id), cancellationToken);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
            throw Refused($"the end of drill {id}", answer);
    }

    private static string DrillPath(string id) => "api/v1/drills/" + Uri.EscapeDataString(id);

    private static string GaugePath(string id) => "api/v1/test-alerts/" + Uri.EscapeDataString(id);

    private T Read<T>(ApiAnswer answer, string doing, Func<JsonElement, T> read) =>
        answer.IsSuccess ? _client.Read(answer, doing, read) : throw Refused(doing, answer);

    private StackException Refused(string doing, ApiAnswer answer) => ObserverProblem.Read(_client, s_errors.Rejected, doing, answer);

    private static InboxNotification Notification(JsonElement json) => new(
        json.GetProperty("id").GetInt64(),
        json.GetProperty("receivedAt").GetDateTimeOffset(),
        json.Text("receiver"),
        json.GetProperty("status").GetString() ?? "",
        json.Text("fingerprint"),
        json.Time("startsAt"),
        json.Time("endsAt"),
        json.Labels("labels"),
        json.Labels("annotations"));

    private static PastAcknowledgement Past(JsonElement json) => new(
        json.GetProperty("id").GetInt64(), json.Text("fingerprint"), json.GetProperty("at").GetDateTimeOffset(), json.Text("by"), json.Text("comment"));

    private static InboxAlert Alert(JsonElement json) => new(
        json.Text("fingerprint"),
        json.GetProperty("status").GetString() ?? "",
        json.Time("firstReceivedAt"),
        json.Time("lastReceivedAt"),
        json.Time("resolvedAt"),
        json.Labels("labels"),
        json.Labels("annotations"),
        json.Member("acknowledged") is { } ack ? new Acknowledgement(ack.Time("at"), ack.Text("by"), ack.Text("comment")) : null)
    {
        StartsAt = json.Time("startsAt"),
    };
}
