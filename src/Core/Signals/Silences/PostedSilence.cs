using System.Text.Json.Serialization;

namespace Mem0Observability.Signals.Silences;

/// <summary>A silence to create, in Alertmanager's names; with the id of one that is there, that one is changed.</summary>
internal sealed record PostedSilence(
    IReadOnlyList<PostedMatcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy, string Comment)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }
}

/// <summary>A condition of a silence, in Alertmanager's names.</summary>
internal sealed record PostedMatcher(string Name, string Value, bool IsRegex, bool IsEqual);
