using System.Buffers;
using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Inbox;

/// <summary>Turns a webhook body into a delivery, or says which field is wrong. Never repeats values: they may be secret.</summary>
internal static class WebhookParser
{
    private static readonly SearchValues<char> s_fingerprintCharacters =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

    public static Delivery Parse(WebhookMessage message)
    {
        if (message.Version != "4")
            throw Invalid("version must be \"4\", the only one that Alertmanager has sent since 2017");
        if (string.IsNullOrEmpty(message.Receiver))
            throw Invalid("receiver is missing");
        if (string.IsNullOrEmpty(message.GroupKey))
            throw Invalid("groupKey is missing");
        if (message.Alerts is not { Count: > 0 })
            throw Invalid("alerts is missing or empty");

        var alerts = new NotifiedAlert[message.Alerts.Count];
        for (var i = 0; i < alerts.Length; i++)
            alerts[i] = ParseAlert(message.Alerts[i], $"alerts[{i}]");
        return new Delivery(message.Receiver, message.GroupKey, alerts);
    }

    private static NotifiedAlert ParseAlert(WebhookAlert? alert, string at)
    {
        if (alert is null)
            throw Invalid($"{at} is null");
        if (alert.Status is not (NotifiedAlert.Firing or NotifiedAlert.Resolved))
            throw Invalid($"{at}.status must be firing or resolved");
        // Alertmanager's are 16 hexadecimal digits; other senders of this format use longer ones. It becomes part of addresses.
        if (alert.Fingerprint is not { Length: >= 1 and <= 64 } || alert.Fingerprint.AsSpan().ContainsAnyExcept(s_fingerprintCharacters))
            throw Invalid($"{at}.fingerprint must be 1 to 64 letters, digits, '-' or '_'");
        if (alert.StartsAt is not { } startsAt)
            throw Invalid($"{at}.startsAt is missing");
        if (alert.Labels is not { Count: > 0 })
            throw Invalid($"{at}.labels is missing or empty");

        return new NotifiedAlert(
            alert.Fingerprint,
            alert.Status,
            startsAt,
            // Go's zero time stands for "not ended".
            alert.EndsAt is { Year: > 1 } ? alert.EndsAt : null,
            WithoutNulls(alert.Labels, $"{at}.labels"),
            WithoutNulls(alert.Annotations ?? [], $"{at}.annotations"),
            alert.GeneratorURL ?? "");
    }

    private static Dictionary<string, string> WithoutNulls(Dictionary<string, string?> pairs, string at) =>
        pairs.ToDictionary(p => p.Key, p => p.Value ?? throw Invalid($"{at} holds a null"), StringComparer.Ordinal);

    private static ProblemException Invalid(string what) =>
        new(400, "invalid_payload", $"Not an Alertmanager webhook of version 4: {what}.");
}
