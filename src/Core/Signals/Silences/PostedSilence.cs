namespace Mem0Observability.Signals.Silences;

/// <summary>A silence to create, in Alertmanager's names.</summary>
internal sealed record PostedSilence(
    IReadOnlyList<PostedMatcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy, string Comment);

/// <summary>A condition of a silence, in Alertmanager's names.</summary>
internal sealed record PostedMatcher(string Name, string Value, bool IsRegex, bool IsEqual);
