using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Counts records by minute and level: from the rollups where time, service and level decide, else record by record.</summary>
internal sealed class LogCounting(LogSearch search)
{
    private readonly SortedDictionary<(long Minute, byte Level), long> _counts = [];

    public IReadOnlyList<LogCount> Counts => [.. _counts.Select(c => new LogCount(
        UnixNanoseconds.ToTime(c.Key.Minute * SpanRollup.Minute), LogFilter.Level(c.Key.Level), c.Value))];

    /// <summary>For a search that is plain.</summary>
    public void ReadRollups(Partition partition, Database database)
    {
        if (LogFilter.Of(search, partition, database) is not { } filter)
            return;
        (long first, long last) = (Minute(filter.Start), Minute(filter.End - 1));
        using (Statement blocks = database.Prepare("SELECT rollup FROM log_block WHERE last >= ? AND first < ?"))
        {
            blocks.Bind(1, first * SpanRollup.Minute).Bind(2, (last + 1) * SpanRollup.Minute);
            while (blocks.Step())
            {
                LogRollup.Read(blocks.Blob(0), (key, count) =>
                {
                    if (key.Minute >= first && key.Minute <= last && filter.AdmitsKind(key.Service, key.Severity))
                        Add(key.Minute, key.Severity, count);
                });
            }
        }

        using Statement head = database.Prepare("SELECT data FROM head WHERE signal = ?");
        head.Bind(1, HeadSignal.Logs);
        while (head.Step())
        {
            foreach (ref readonly LogRow row in HeadEntry<LogRow>.Read(head.Blob(0)).Rows)
            {
                if (Minute(row.Time) >= first && Minute(row.Time) <= last && filter.AdmitsKind(row.Service, row.Severity))
                    Add(Minute(row.Time), row.Severity, 1);
            }
        }
    }

    private static long Minute(long nanoseconds) => nanoseconds / SpanRollup.Minute;

    /// <summary>The four grades of a level count as one.</summary>
    private void Add(long minute, byte severity, long count)
    {
        byte level = (byte)(severity is 0 or > 24 ? 0 : ((severity - 1) / 4 * 4) + 1);
        _counts[(minute, level)] = _counts.GetValueOrDefault((minute, level)) + count;
    }
}
