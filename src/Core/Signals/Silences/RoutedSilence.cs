namespace Mem0Observability.Signals.Silences;

/// <summary>A silence as the router holds it; <see cref="State"/> is <c>active</c>, <c>pending</c> or <c>expired</c>.</summary>
internal sealed record RoutedSilence(
    string Id,
    string State,
    IReadOnlyList<SilenceMatcher> Matchers,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string CreatedBy,
    string Comment)
{
    /// <summary>Whether an alert of this name may be muted; a silence that says nothing about names may mute any.</summary>
    public bool Takes(string alertName)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = alertName };
        return Matchers.Where(m => m.Name == "alertname").All(m => m.Matches(labels));
    }
}
