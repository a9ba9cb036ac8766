using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Watchdog;

internal sealed record WatchdogView(DateTimeOffset? LastSeen, double? AgeSeconds, bool Alive)
{
    /// <summary>Names of the channels that are told when it stays away. Null where nobody asked for them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>What is wrong with the channels; null where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChannelProblem { get; init; }

    /// <summary>When it was noticed that the Watchdog stays away; null while it comes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Channels that know of an outage and not yet of its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Told { get; init; }
}
