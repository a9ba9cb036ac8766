namespace Mem0Observability.Signals;

/// <summary>An alert to send to the router; posting it again with an end in the past resolves it.</summary>
internal sealed record PostedAlert(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt);
