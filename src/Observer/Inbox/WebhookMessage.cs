namespace Mem0Observability.Observer.Inbox;

/// <summary>
/// The body that Alertmanager posts, version 4, as far as it is used. Everything is optional here;
/// <see cref="WebhookParser"/> says in plain words what is missing.
/// </summary>
internal sealed record WebhookMessage(string? Version, string? Receiver, string? GroupKey, IReadOnlyList<WebhookAlert?>? Alerts);

internal sealed record WebhookAlert(
    string? Status,
    string? Fingerprint,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    Dictionary<string, string?>? Labels,
    Dictionary<string, string?>? Annotations,
    string? GeneratorURL);
