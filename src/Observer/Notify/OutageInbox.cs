using Mem0Observability.Observer.Inbox;
using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Notify;

/// <summary>Puts an outage into the inbox like an alert, so that the history shows it beside what was missed.</summary>
internal sealed class OutageInbox(DeliveryStore store, ILogger<OutageInbox> logger)
{
    public const string Fingerprint = "dead-mans-switch";

    private const string Receiver = "dead-mans-switch";

    public async Task AddAsync(Notice notice, CancellationToken cancellationToken)
    {
        var alert = new NotifiedAlert(Fingerprint, notice.Status, notice.Since, notice.Until, Notice.Labels, notice.Annotations, "");
        try
        {
            await store.StoreAsync(new Delivery(Receiver, Notice.Key, [alert]), cancellationToken);
        }
        catch (InboxUnavailableException e)
        {
            // It has its own alarm; people are told all the same.
            logger.LogWarning("The outage of the alert path is not in the inbox: {Reason}", e.Reason);
        }
    }
}
