using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Searches the embedded store. A damaged partition is reported once, by log and metric, and the others answer.</summary>
internal sealed class EmbeddedLogStore(PartitionSet partitions) : ILogStore
{
    /// <summary>A count that has to look at each record ends here.</summary>
    private const int CountedPage = 10_000;

    public Task<LogPage> SearchAsync(LogSearch search, CancellationToken cancellationToken)
    {
        LogHit? after = null;
        if (search.Cursor is { } cursor)
            after = LogHit.TryParse(cursor, out LogHit parsed) ? parsed : throw new ArgumentException("The cursor is none of this store's.", nameof(search));
        return Task.FromResult(Page(search, after, cancellationToken));
    }

    public Task<IReadOnlyList<LogCount>> CountAsync(LogSearch search, CancellationToken cancellationToken)
    {
        if (search.Query is not null || search.TraceId is not null || search.RequestId is not null)
            return Task.FromResult(CountEach(search, cancellationToken));
        var counting = new LogCounting(search);
        foreach (Partition partition in partitions.NewestFirst)
        {
            cancellationToken.ThrowIfCancellationRequested();
            partitions.TryRead(partition, database => counting.ReadRollups(partition, database));
        }

        return Task.FromResult(counting.Counts);
    }

    private LogPage Page(LogSearch search, LogHit? after, CancellationToken cancellationToken)
    {
        var scan = new LogScan(search, after, cancellationToken);
        foreach (Partition partition in partitions.NewestFirst)
        {
            cancellationToken.ThrowIfCancellationRequested();
            partitions.TryRead(partition, database => scan.Read(partition, database));
        }

        LogHit[] hits = [.. scan.Page];
        return new LogPage([.. hits.Select(h => h.Entry)], scan.IsFull ? hits[^1].Cursor : null);
    }

    private IReadOnlyList<LogCount> CountEach(LogSearch search, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<(DateTimeOffset Minute, string Level), long>(
            Comparer<(DateTimeOffset Minute, string Level)>.Create(static (a, b) =>
                a.Minute != b.Minute ? a.Minute.CompareTo(b.Minute) : string.CompareOrdinal(a.Level, b.Level)));
        LogSearch next = search with { Limit = CountedPage, Cursor = null };
        LogHit? after = null;
        while (true)
        {
            LogPage page = Page(next, after, cancellationToken);
            foreach (LogEntry entry in page.Entries)
            {
                var key = (entry.Timestamp.AddTicks(-(entry.Timestamp.Ticks % TimeSpan.TicksPerMinute)), entry.Level);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }

            if (page.Cursor is null || !LogHit.TryParse(page.Cursor, out LogHit last))
                return [.. counts.Select(c => new LogCount(c.Key.Minute, c.Key.Level, c.Value))];
            after = last;
        }
    }
}
