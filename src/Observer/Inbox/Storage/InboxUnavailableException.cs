namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>The inbox cannot be written or read now. The sender must try again later.</summary>
/// <param name="reason">One of <see cref="InboxFailure.Reasons"/>; stable.</param>
internal sealed class InboxUnavailableException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Reason { get; } = reason;
}
