namespace Mem0Observability.Signals.History;

/// <summary>Reads the inbox backwards, page by page, to a time.</summary>
internal sealed class HistoryPages(IAlertInbox inbox)
{
    /// <summary>The most that the inbox gives at once.</summary>
    private const int PageSize = 1000;

    public async Task<List<InboxNotification>> ReadAsync(InboxFilter filter, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var all = new List<InboxNotification>();
        IReadOnlyList<InboxNotification> page;
        do
        {
            long? before = all.Count == 0 ? null : all[^1].Id;
            page = await inbox.NotificationsAsync(filter with { Before = before, Limit = PageSize, NewestFirst = true }, cancellationToken);
            all.AddRange(page.TakeWhile(n => n.ReceivedAt >= since));
        }
        while (page.Count == PageSize && page[^1].ReceivedAt >= since);

        return all;
    }
}
