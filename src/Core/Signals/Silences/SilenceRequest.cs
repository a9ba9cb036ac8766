using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>A silence as a user asks for it.</summary>
/// <param name="Severities">Of <c>page</c>, <c>ticket</c>, <c>info</c>, <c>none</c>.</param>
/// <param name="Matchers">Further conditions as text.</param>
/// <param name="StartsAt">Null: now.</param>
/// <param name="Force">Also where it mutes what watches the alert path.</param>
internal sealed record SilenceRequest(
    IReadOnlyList<string> AlertNames,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Severities,
    IReadOnlyList<string> Matchers,
    TimeSpan Duration,
    DateTimeOffset? StartsAt,
    string CreatedBy,
    string Comment,
    bool Force)
{
    private static readonly Dictionary<string, string> s_noLabels = [];

    public IReadOnlyList<SilenceMatcher> ToMatchers()
    {
        SilenceMatcher?[] named =
            [SilenceMatcher.Of("alertname", AlertNames), SilenceMatcher.Of("service", Services), SilenceMatcher.Of("severity", Severities)];
        List<SilenceMatcher> all = [.. named.OfType<SilenceMatcher>(), .. Matchers.Select(SilenceMatcher.Parse)];
        if (all.Count == 0)
            throw Missing("A silence without a matcher would mute everything. Give -AlertName, -Service, -Severity or -Matcher.");

        // Alertmanager refuses it as well, in words that do not help.
        if (all.All(m => m.Matches(s_noLabels)))
            throw Missing($"Every alert without these labels matches {string.Join(", ", all)}. Add a matcher that asks for a value.");

        return all;
    }

    public (DateTimeOffset Start, DateTimeOffset End) ToSpan(DateTimeOffset now)
    {
        DateTimeOffset start = StartsAt ?? now;
        if (Duration <= TimeSpan.Zero || Duration > DateTimeOffset.MaxValue - start || start + Duration <= now)
        {
            throw new StackException(
                "SilenceTimeInvalid",
                StackErrorCategory.InvalidArgument,
                $"A silence from {start:O} for {Duration} would never be active: it must last, and end in the future.",
                start);
        }

        return (start, start + Duration);
    }

    private static StackException Missing(string message) => new("SilenceMatcherMissing", StackErrorCategory.InvalidArgument, message);
}
