using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Logs;

/// <summary>New log records as they arrive, by asking again and again.</summary>
internal static class LogFollower
{
    /// <summary>Records come out of order and late (a shipper's batch, an index's refresh): each question covers this much that was asked before.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(30);

    /// <summary>The clock of a sender may be ahead of ours.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromHours(1);

    private const int PageSize = 1000;

    /// <summary>Oldest first, each record once. Ends only with the token, or with the store's error.</summary>
    /// <param name="search">Its start is where following begins; end, limit and cursor play no part.</param>
    public static IAsyncEnumerable<LogEntry> FollowAsync(ILogStore store, LogSearch search, TimeSpan interval, CancellationToken cancellationToken) =>
        FollowAsync(store, search, interval, TimeProvider.System, cancellationToken);

    public static async IAsyncEnumerable<LogEntry> FollowAsync(
        ILogStore store, LogSearch search, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By id; the time says when a record is too old to come again.
        var seen = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        DateTimeOffset start = search.Start;
        while (true)
        {
            DateTimeOffset now = time.GetUtcNow();
            LogSearch next = search with { Start = start, End = now + s_ahead, Limit = PageSize, Cursor = null };
            List<LogEntry> arrived = await NewAsync(store, next, seen, cancellationToken);
            foreach (LogEntry entry in arrived.OrderBy(e => e.UnixNanoseconds))
                yield return entry;

            // By our clock, not by the newest record: one from the future must not hide those of the present.
            if (now - s_overlap > start)
                start = now - s_overlap;
            foreach (string id in seen.Where(s => s.Value < start).Select(s => s.Key).ToList())
                seen.Remove(id);
            await Task.Delay(interval, time, cancellationToken);
        }
    }

    private static async Task<List<LogEntry>> NewAsync(
        ILogStore store, LogSearch search, Dictionary<string, DateTimeOffset> seen, CancellationToken cancellationToken)
    {
        List<LogEntry> arrived = [];
        for (LogSearch? next = search; next is not null;)
        {
            LogPage page = await store.SearchAsync(next, cancellationToken);
            // The store gives newest first; records of the same moment keep its order, turned round.
            arrived.AddRange(page.Entries.Where(entry => seen.TryAdd(entry.Id, entry.Timestamp)));
            next = page.Cursor is null ? null : next with { Cursor = page.Cursor };
        }

        arrived.Reverse();
        return arrived;
    }
}
