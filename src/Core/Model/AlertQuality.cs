namespace Mem0Observability.Model;

/// <summary>What one alert was good for in a window of time. Drills are counted, and are in nothing else.</summary>
/// <param name="Name">The alert.</param>
/// <param name="State"><c>ok</c>, <c>noisy</c>, <c>flapping</c>, <c>false positives</c>, or <c>never fired</c>: the worst that is true of it.</param>
/// <param name="Loaded">Whether Prometheus has a healthy rule of this name.</param>
/// <param name="Episodes">How often it fired.</param>
/// <param name="Notifications">What the inbox received of it: beginnings, repetitions and ends.</param>
/// <param name="Share">Of all notifications of the window, 0 to 1; null where there were none.</param>
/// <param name="FalsePositives">Episodes that were confirmed as such, or that ended within minutes before anybody had acknowledged them.</param>
/// <param name="FalsePositiveRate">Of the episodes that ended or were acknowledged, 0 to 1; null where there were none.</param>
/// <param name="Reopened">Episodes that began within 15 minutes after the one before, of the same labels, had ended.</param>
/// <param name="ToNotification">From the start of firing to the first notification.</param>
/// <param name="ToAcknowledgement">From the start of firing to the acknowledgement.</param>
/// <param name="ToResolution">From the start of firing to the end.</param>
/// <param name="Drills">Episodes that were drills or test alerts.</param>
/// <param name="Window">The time that was looked at, up to now.</param>
public sealed record AlertQuality(
    string Name,
    string State,
    bool Loaded,
    int Episodes,
    int Notifications,
    double? Share,
    int FalsePositives,
    double? FalsePositiveRate,
    int Reopened,
    AlertTimes ToNotification,
    AlertTimes ToAcknowledgement,
    AlertTimes ToResolution,
    int Drills,
    TimeSpan Window);

/// <summary>Durations of several episodes.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Median">Null where there were none.</param>
/// <param name="P95">95 % took no longer; of few, the longest. Null where there were none.</param>
public sealed record AlertTimes(int Count, TimeSpan? Median, TimeSpan? P95)
{
    /// <inheritdoc/>
    public override string ToString() => Median is { } median && P95 is { } p95 ? $"{DurationText.Of(median)} / {DurationText.Of(p95)}" : "";
}
