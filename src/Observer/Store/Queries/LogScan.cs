using System.Globalization;
using System.Text;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Looks through one partition for the newest records that match, newest block first.</summary>
internal sealed class LogScan(LogSearch search, LogHit? after, CancellationToken cancellationToken)
{
    /// <summary>Of the messages in one page; unpacked they take several times as much, and some pages are made at once.</summary>
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly List<LogHit> _hits = [];
    private long _bytes;

    /// <summary>Newest first. A page ends before it is full where its records are large, but has one at least.</summary>
    public IEnumerable<LogHit> Page => IsFull ? _hits.SkipLast(1) : _hits;

    /// <summary>One hit more than the page holds has been found: there is another page, and what is older than that hit is not wanted.</summary>
    public bool IsFull => IsFullWith(_hits.Count - 1, _bytes - (_hits.Count > 0 ? _hits[^1].Bytes : 0));

    /// <summary>What is not newer need not be read.</summary>
    private long Threshold => IsFull ? _hits[^1].Time : long.MinValue;

    public void Read(Partition partition, Database database)
    {
        if (LogFilter.Of(search, partition, database) is not { } filter)
            return;
        using var chunks = new ChunkCache(database, "log_chunk");
        using var blocks = new LogBlocks(database);
        var contexts = new ResourceAttributes(database);
        ReadHead(partition, database, filter, chunks);
        foreach (LogBlocks.Block block in blocks.Of(filter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (block.Last < Threshold)
                break;
            RowSet? candidates = filter.IsPlain ? null : Candidates(blocks, block, filter, contexts);
            if (candidates?.IsEmpty != true)
                ReadBlock(block.Id, blocks.Columns(block.Id), candidates, filter, chunks);
        }
    }

    /// <summary>By the words alone: most blocks hold nothing of what is looked for, and need not be opened further.</summary>
    private static RowSet Candidates(LogBlocks blocks, LogBlocks.Block block, LogFilter filter, ResourceAttributes resources)
    {
        return filter.Candidates(blocks.Terms(block.Id), block.Rows, RowsOf);

        RowSet? RowsOf(LogQuery.Attribute attribute)
        {
            HashSet<int> holders = resources.Holders(attribute);
            if (holders.Count == 0)
                return null;
            LogColumns columns = blocks.Columns(block.Id);
            var rows = new RowSet(columns.Rows);
            for (int row = 0; row < columns.Rows; row++)
            {
                if (holders.Contains(columns.Context[row]))
                    rows.Add(row);
            }

            return rows;
        }
    }

    private void ReadHead(Partition partition, Database database, LogFilter filter, ChunkCache chunks)
    {
        using Statement head = database.Prepare("SELECT sequence, data FROM head WHERE signal = ? ORDER BY id DESC");
        head.Bind(1, HeadSignal.Logs);
        while (head.Step())
        {
            HeadEntry<LogRow> entry = HeadEntry<LogRow>.Read(head.Blob(1));
            for (int i = entry.Rows.Length - 1; i >= 0; i--)
            {
                ref readonly LogRow row = ref entry.Rows[i];
                ReadOnlySpan<byte> message = entry.Payload.Slice(row.Offset - entry.PayloadStart, row.Length);
                long sequence = head.Long(0) + i;
                if (IsWanted(row.Time, sequence) && filter.MayMatch(row, message))
                    Offer(row.Time, sequence, message, chunks.Context(row.Context));
            }
        }
    }

    private void ReadBlock(long id, in LogColumns columns, RowSet? candidates, LogFilter filter, ChunkCache chunks)
    {
        for (int row = columns.Rows - 1; row >= 0 && columns.Time[row] >= Math.Max(Threshold, filter.Start); row--)
        {
            long sequence = columns.FirstSequence + columns.Sequence[row];
            if ((candidates is null || candidates.Contains(row))
                && filter.Admits(columns.Time[row], columns.Service[row], columns.Severity[row])
                && IsWanted(columns.Time[row], sequence))
            {
                Offer(columns.Time[row], sequence, chunks.Message(id, row), chunks.Context(id, row));
            }
        }
    }

    private bool IsWanted(long time, long sequence)
    {
        var hit = new LogHit(time, sequence, null!, 0);
        return (after is null || hit.CompareTo(after.Value) > 0) && (!IsFull || hit.CompareTo(_hits[^1]) < 0);
    }

    private bool IsFullWith(int hits, long bytes) => hits >= search.Limit || (hits > 0 && bytes >= MostBytes);

    private void Offer(long time, long sequence, ReadOnlySpan<byte> message, ReadOnlySpan<byte> context)
    {
        LogEntry entry = OtlpModel.Log(message, StoredContext.Resource(context), sequence.ToString("x", CultureInfo.InvariantCulture));
        // The record's own time may be missing; the store's is the one it was filed under.
        entry = entry with { UnixNanoseconds = time, Timestamp = UnixNanoseconds.ToTime(time) };
        if ((search.Query is { } query && !LogMatcher.Matches(query, entry))
            || (search.TraceId is { } trace && entry.TraceId != trace)
            || (search.RequestId is { } request && entry.RequestId != request))
        {
            return;
        }

        var hit = new LogHit(time, sequence, entry, message.Length + context.Length);
        int at = _hits.BinarySearch(hit);
        _hits.Insert(at < 0 ? ~at : at, hit);
        _bytes += hit.Bytes;
        while (_hits.Count > 1 && IsFullWith(_hits.Count - 2, _bytes - _hits[^1].Bytes - _hits[^2].Bytes))
        {
            _bytes -= _hits[^1].Bytes;
            _hits.RemoveAt(_hits.Count - 1);
        }
    }

    /// <summary>Which contexts have a resource with an attribute; asked once per attribute of a query.</summary>
    private sealed class ResourceAttributes(Database database)
    {
        private readonly Dictionary<LogQuery.Attribute, HashSet<int>> _known = [];

        public HashSet<int> Holders(LogQuery.Attribute attribute)
        {
            if (_known.TryGetValue(attribute, out HashSet<int>? holders))
                return holders;
            holders = [];
            uint wanted = Tokenizer.HashAttribute(Encoding.UTF8.GetBytes(attribute.Key), Encoding.UTF8.GetBytes(attribute.Value));
            using Statement statement = database.Prepare("SELECT id, value FROM context");
            while (statement.Step())
            {
                int id = (int)statement.Long(0);
                var resource = new ProtoReader(StoredContext.Resource(statement.Blob(1)));
                while (resource.TryReadTag(out int field, out WireType type))
                {
                    if (field == 1 && type == WireType.Bytes)
                        LogTerms.VisitAttribute(resource.ReadBytes(), hash => AddIf(hash == wanted, holders, id));
                    else
                        resource.Skip(type);
                }
            }

            _known.Add(attribute, holders);
            return holders;
        }

        private static void AddIf(bool matches, HashSet<int> holders, int id)
        {
            if (matches)
                holders.Add(id);
        }
    }
}
