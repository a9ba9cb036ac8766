using System.Text.Json.Serialization;

namespace Mem0Observability.Notifications;

/// <summary>A notification channel that has been checked, as <c>channels.json</c> has it. The secret itself is in a file beside that.</summary>
internal sealed record Channel(string Name, string Type)
{
    public const string Email = "email";
    public const string Slack = "slack";
    public const string PagerDuty = "pagerduty";
    public const string Teams = "teams";
    public const string Webhook = "webhook";

    public static readonly IReadOnlyList<string> Types = [Email, Slack, PagerDuty, Teams, Webhook];

    /// <summary>Null where it has none: e-mail without a user.</summary>
    public string? SecretFile { get; init; }

    public IReadOnlyList<string> Severity { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public IReadOnlyList<string> Service { get; init; } = [];

    public int Tier { get; init; } = 1;

    /// <summary>When tickets and information are not told; null for never.</summary>
    public IReadOnlyList<string>? MuteTime { get; init; }

    public int? MaxAlerts { get; init; }

    public IReadOnlyList<string>? To { get; init; }

    public string? From { get; init; }

    public string? SmtpHost { get; init; }

    public int? SmtpPort { get; init; }

    public string? SmtpUser { get; init; }

    public bool? RequireTls { get; init; }

    /// <summary>Of PagerDuty, in a list that was written by hand: another address than the usual one, such as that of its European service.</summary>
    public Uri? Url { get; init; }

    /// <summary>One that does not say what it is for is for pages.</summary>
    [JsonIgnore]
    public bool TakesPages => Severity is not { Count: > 0 } || Severity.Contains("page");

    [JsonIgnore]
    public string Summary => $"{Type}, {(Tier == 2 ? "unacknowledged pages" : string.Join(" and ", Severity))}{(Service.Count > 0 ? $" of {string.Join(" and ", Service)}" : "")}";
}
