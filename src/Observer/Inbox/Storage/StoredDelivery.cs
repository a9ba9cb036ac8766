namespace Mem0Observability.Observer.Inbox.Storage;

/// <param name="Duplicate">It had been stored before, so nothing was changed.</param>
/// <param name="FirstNotificationDelays">For each alert that has newly begun to fire: from its start to now.</param>
internal sealed record StoredDelivery(bool Duplicate, IReadOnlyList<TimeSpan> FirstNotificationDelays);
