namespace Mem0Observability.Model;

/// <summary>Somebody beyond the inbox who is told of alerts. Settable properties, so that a hashtable or a row of JSON becomes one.</summary>
public sealed class NotificationChannel
{
    /// <summary>The receiver's name: lower-case letters, digits and dashes.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>Email</c>, <c>Slack</c>, <c>PagerDuty</c>, <c>Teams</c> or <c>Webhook</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>
    /// The file with the one secret of the channel: the address that is posted to (Slack, Teams, Webhook), the integration key
    /// (PagerDuty) or the password of <see cref="SmtpUser"/> (Email, where the server wants one).
    /// </summary>
    public string SecretPath { get; set; } = "";

    /// <summary>Which alerts are told: <c>page</c>, <c>ticket</c>, <c>info</c>.</summary>
    public string[] Severity { get; set; } = ["page"];

    /// <summary>Of which services; empty for all.</summary>
    public string[] Service { get; set; } = [];

    /// <summary>1 is told at once; 2 only of pages that nobody has acknowledged.</summary>
    public int Tier { get; set; } = 1;

    /// <summary>Whether tickets and information wait until nights and weekends are over; a page never does.</summary>
    public bool MuteOutOfHours { get; set; }

    /// <summary>Only some of those hours: <c>nights</c>, <c>weekends</c>.</summary>
    public string[] MuteTime { get; set; } = [];

    /// <summary>Webhook: how many alerts at most are in one notification; 0 for all.</summary>
    public int MaxAlerts { get; set; }

    /// <summary>E-mail: who gets it.</summary>
    public string[] To { get; set; } = [];

    /// <summary>E-mail: who it is from.</summary>
    public string From { get; set; } = "";

    /// <summary>E-mail: the server that takes it.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>E-mail: the port of that server.</summary>
    public int SmtpPort { get; set; } = 587;

    /// <summary>E-mail: who signs in there; empty for nobody.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>E-mail: whether a server that cannot encrypt is refused.</summary>
    public bool RequireTls { get; set; } = true;
}
