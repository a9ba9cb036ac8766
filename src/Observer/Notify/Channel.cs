namespace Mem0Observability.Observer.Notify;

/// <summary>Where people are told, as <c>Start-Mem0Monitoring -NotificationChannel</c> writes it. What a type does not have is null.</summary>
/// <param name="SecretFile">The one secret, beside the file that names it: an address, a key or a password.</param>
/// <param name="Severity">Which alerts it is for; empty means pages.</param>
/// <param name="Url">Of PagerDuty: another address than the usual one, such as that of its European service.</param>
internal sealed record Channel(
    string Name,
    string Type,
    string? SecretFile,
    IReadOnlyList<string>? Severity,
    IReadOnlyList<string>? To,
    string? From,
    string? SmtpHost,
    int? SmtpPort,
    string? SmtpUser,
    bool? RequireTls,
    Uri? Url)
{
    public bool TakesPages => Severity is not { Count: > 0 } || Severity.Contains("page");
}

internal sealed record ChannelList(IReadOnlyList<Channel>? Channels);
