namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Whether the last write worked. Logs when that changes, not for every refused request.</summary>
internal sealed class InboxHealth(ILogger<InboxHealth> logger)
{
    private volatile string? _failure;

    /// <summary>The reason of the last failed write; null when the last write worked.</summary>
    public string? Failure => _failure;

    public void Failed(InboxUnavailableException e)
    {
        if (_failure == e.Reason)
            return;
        _failure = e.Reason;
        logger.LogError("Inbox failing: {Reason}. {Detail} Notifications are refused until a write works", e.Reason, e.Message);
    }

    public void Worked()
    {
        if (_failure is null)
            return;
        logger.LogInformation("Inbox works again after {Reason}", _failure);
        _failure = null;
    }
}
