using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.TestAlerts;

namespace Mem0Observability.Observer.Canary;

/// <summary>A test alert on the board, until the inbox has its notification: through Prometheus, its rule and Alertmanager.</summary>
internal sealed class AlertCanary(TestAlertBoard board, NotificationReader inbox) : ICanary
{
    private const string AlertName = "Mem0TestAlert";

    /// <summary>As the rule passes it on.</summary>
    private const string IdLabel = "drill_id";

    public string Signal => "alert";

    /// <summary>Each one is two notifications in the inbox, which is for people.</summary>
    public TimeSpan LeastInterval => TimeSpan.FromMinutes(10);

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    // Nobody's problem: an operator's own receivers are for pages and tickets.
    public Task SendAsync(string id, CancellationToken cancellationToken) => board.Raise(id, "info", Limit) is null
        ? throw new CanaryException($"{TestAlertBoard.Capacity} test alerts are raised already")
        : Task.CompletedTask;

    public Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken)
    {
        var newest = new NotificationFilter(null, null, AlertName, null, null, "firing", NewestFirst: true, Limit: TestAlertBoard.Capacity);
        try
        {
            return Task.FromResult(inbox.List(newest).Any(n => n.Labels.TryGetValue(IdLabel, out var found) && found == id));
        }
        catch (InboxUnavailableException e)
        {
            throw new CanaryException(e.Message, e);
        }
    }

    public void End(string id) => board.Clear(id);
}
