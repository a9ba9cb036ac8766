namespace Mem0Observability.Signals;

/// <summary>Where every notification ends up and is kept: the observer.</summary>
/// <remarks>Fails with <c>AlertInboxUnreachable</c> or <c>AlertInboxRejected</c>; an empty list means that there is nothing.</remarks>
internal interface IAlertInbox
{
    Uri Address { get; }

    Task<IReadOnlyList<InboxNotification>> NotificationsAsync(InboxFilter filter, CancellationToken cancellationToken);

    /// <summary>The last known state of each alert; <paramref name="state"/> is <c>firing</c>, <c>resolved</c>, <c>acknowledged</c> or null for all.</summary>
    Task<IReadOnlyList<InboxAlert>> AlertsAsync(string? state, CancellationToken cancellationToken);

    Task<InboxAlert> AcknowledgeAsync(string fingerprint, string by, string comment, CancellationToken cancellationToken);

    Task<WatchdogSight> WatchdogAsync(CancellationToken cancellationToken);

    /// <summary>Sets the gauge that <c>Mem0TestAlert</c> watches; it lapses by itself after <paramref name="timeToLive"/>.</summary>
    Task SetTestAlertAsync(string id, string severity, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>The acknowledgements with a smaller id, the newest first, also of times of firing that are over.</summary>
    Task<IReadOnlyList<PastAcknowledgement>> AcknowledgementsAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Exposes series of a service <paramref name="id"/>, in place of those that it had; they lapse by themselves.</summary>
    Task SetDrillAsync(string id, IReadOnlyList<DrillSample> series, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Removes them; those that are already gone are no error.</summary>
    Task ClearDrillAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes the gauge; one that is already gone is no error.</summary>
    Task ClearTestAlertAsync(string id, CancellationToken cancellationToken);
}
