namespace Mem0Observability.Observer.Notify;

/// <summary>What a channel is told, before it has the form of its type.</summary>
/// <param name="Since">When the outage was noticed.</param>
/// <param name="Until">When it was over; null while it lasts.</param>
/// <param name="Lines">What was seen, what is suspected, what to run.</param>
internal sealed record Notice(DateTimeOffset Since, DateTimeOffset? Until, string Title, IReadOnlyList<string> Lines)
{
    /// <summary>The alert's name in the inbox, and for receivers that look at labels.</summary>
    public const string AlertName = "DeadMansSwitch";

    /// <summary>One incident for all notices of an outage, wherever incidents are counted by key.</summary>
    public const string Key = "mem0-monitoring/dead-mans-switch";

    public const string Runbook = "monitoring/runbooks/Watchdog.md";

    public bool IsOver => Until is not null;

    public string Status => IsOver ? "resolved" : "firing";

    public string Text => string.Join('\n', Lines);

    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>
    {
        ["alertname"] = AlertName,
        ["severity"] = "page",
        ["owner"] = "monitoring",
        ["service"] = "prometheus",
        ["stack"] = "mem0-monitoring",
    };

    public IReadOnlyDictionary<string, string> Annotations => new Dictionary<string, string>
    {
        ["summary"] = Title,
        ["description"] = Text,
        ["runbook_url"] = Runbook,
    };
}
