using Mem0Observability.Model;

namespace Mem0Observability.Signals.Quality;

/// <summary>One time of firing, with what people did about it.</summary>
internal sealed record QualityEpisode(AlertHistory History, DateTimeOffset? AcknowledgedAt, string Comment, bool IsDrill)
{
    /// <summary>How an acknowledgement says so.</summary>
    public const string FalsePositiveComment = "false positive";

    public TimeSpan? ToNotification => Since(History.FirstNotifiedAt);

    public TimeSpan? ToAcknowledgement => Since(AcknowledgedAt);

    public TimeSpan? ToResolution => Since(History.ResolvedAt);

    /// <summary>While nobody has acknowledged it and it lasts, nothing can be said.</summary>
    public bool IsJudged => AcknowledgedAt is not null || History.ResolvedAt is not null;

    public bool IsFalsePositive(TimeSpan selfResolved) =>
        AcknowledgedAt is null
            ? ToResolution < selfResolved
            : Comment.StartsWith(FalsePositiveComment, StringComparison.OrdinalIgnoreCase);

    private TimeSpan? Since(DateTimeOffset? at) => at is { } time ? time < History.StartedAt ? TimeSpan.Zero : time - History.StartedAt : null;
}
