namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Which notifications; null means any.</summary>
internal sealed record NotificationFilter(
    long? After,
    long? Before,
    string? AlertName,
    string? Fingerprint,
    string? Receiver,
    string? Status,
    bool NewestFirst,
    int Limit);
