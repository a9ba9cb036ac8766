namespace Mem0Observability.Model;

/// <summary>A silence of the alert router: alerts that match are not told to anybody while it is active.</summary>
/// <param name="Id">The router's identifier.</param>
/// <param name="State"><c>active</c>, <c>pending</c> (starts later) or <c>expired</c>.</param>
/// <param name="Matchers">Conditions on labels that all must hold, for example <c>service="mem0"</c>.</param>
/// <param name="StartsAt">From when it counts.</param>
/// <param name="EndsAt">When it lapses by itself, or was ended.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Comment">Why.</param>
/// <param name="MutedAlerts">How many active alerts it mutes now.</param>
public sealed record AlertSilence(
    string Id,
    string State,
    IReadOnlyList<string> Matchers,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string CreatedBy,
    string Comment,
    int MutedAlerts);
