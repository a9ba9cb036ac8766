namespace Mem0Observability.Signals;

/// <summary>The last state of one alert in the inbox: <see cref="Status"/> is <c>firing</c> or <c>resolved</c>.</summary>
internal sealed record InboxAlert(
    string Fingerprint,
    string Status,
    DateTimeOffset? FirstReceivedAt,
    DateTimeOffset? LastReceivedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    Acknowledgement? Acknowledged)
{
    /// <summary>Start of the current, or last, time of firing.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public string Name => Labels.GetValueOrDefault("alertname", "");
}

/// <summary>Who acknowledged an alert, and when.</summary>
internal sealed record Acknowledgement(DateTimeOffset? At, string By, string Comment);

/// <summary>One acknowledgement of one alert, of any time of firing.</summary>
internal sealed record PastAcknowledgement(long Id, string Fingerprint, DateTimeOffset At, string By, string Comment);
