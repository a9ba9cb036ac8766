using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Inbox.Storage;

namespace Mem0Observability.Observer.Inbox;

/// <summary>
/// Everything that was received, one entry per alert of a delivery. Ids ascend and are never used again: poll with <c>after</c> set to the last
/// id seen; page backwards with <c>order=desc</c> and <c>before</c>.
/// </summary>
internal sealed class NotificationEndpoints(NotificationReader notifications)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/notifications", ListAsync);

    private Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(
            context.Request.Query, "after", "before", "alertname", "fingerprint", "receiver", "status", "order", "limit");
        var filter = new NotificationFilter(
            After: query.Number("after", 0, long.MaxValue),
            Before: query.Number("before", 0, long.MaxValue),
            AlertName: query.Text("alertname"),
            Fingerprint: query.Text("fingerprint"),
            Receiver: query.Text("receiver"),
            Status: query.OneOf("status", NotifiedAlert.Firing, NotifiedAlert.Resolved),
            NewestFirst: query.OneOf("order", "asc", "desc") == "desc",
            Limit: (int)(query.Number("limit", 1, 1000) ?? 100));
        return context.WriteAsync(new NotificationList(notifications.List(filter)), ApiJson.Default.NotificationList);
    }
}
