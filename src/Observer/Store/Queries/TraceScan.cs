using System.Text;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Looks through one partition for the newest traces with a span that matches.</summary>
internal sealed class TraceScan(TraceSearch search, CancellationToken cancellationToken)
{
    private const byte ErrorStatus = 2;

    private readonly long _start = UnixNanoseconds.Of(search.Start);
    private readonly long _end = UnixNanoseconds.Of(search.End);
    private readonly long _shortest = search.MinDuration is { } least ? UnixNanoseconds.Of(least) : 0;
    private readonly long _longest = search.MaxDuration is { } most ? UnixNanoseconds.Of(most) : long.MaxValue;

    /// <summary><c>error=true</c> is Jaeger's way to ask for the status.</summary>
    private readonly bool _failedOnly = search.Attributes.TryGetValue("error", out string? error) && error == "true";

    private readonly (string Key, string Value, byte[] Utf8)[] _attributes =
        [.. search.Attributes.Where(a => a is not { Key: "error", Value: "true" }).Select(a => (a.Key, a.Value, Encoding.UTF8.GetBytes(a.Key)))];

    /// <summary>Newest matching span of each trace.</summary>
    private readonly Dictionary<string, long> _found = [];

    private int? _service;
    private int? _operation;

    /// <summary>Trace ids, newest first.</summary>
    public IEnumerable<string> Found => _found.OrderByDescending(f => f.Value).Take(search.Limit).Select(f => f.Key);

    public void Read(Partition partition, Database database)
    {
        if (!Translate(partition, database))
            return;
        using var chunks = new ChunkCache(database, "span_chunk");
        ReadHead(database, chunks);

        using Statement list = database.Prepare("SELECT id, last FROM span_block WHERE last >= ? AND first < ? AND longest >= ? ORDER BY last DESC");
        list.Bind(1, _start).Bind(2, _end).Bind(3, _shortest);
        using Statement columns = database.Prepare("SELECT columns FROM span_block WHERE id = ?");
        while (list.Step() && list.Long(1) >= Threshold())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (columns.Bind(1, list.Long(0)).Step())
                ReadBlock(list.Long(0), new SpanColumns(columns.Blob(0)), chunks);
            columns.Reset();
        }
    }

    /// <returns>False where the partition knows no such service or operation.</returns>
    private bool Translate(Partition partition, Database database)
    {
        _service = search.Service is null ? null : partition.Number(database, search.Service);
        _operation = search.Operation is null ? null : partition.Number(database, search.Operation);
        return (_service is null) == (search.Service is null) && (_operation is null) == (search.Operation is null);
    }

    private void ReadHead(Database database, ChunkCache chunks)
    {
        using Statement head = database.Prepare("SELECT data FROM head WHERE signal = ? ORDER BY id DESC");
        head.Bind(1, HeadSignal.Spans);
        while (head.Step())
        {
            HeadEntry<SpanRow> entry = HeadEntry<SpanRow>.Read(head.Blob(0));
            foreach (ref readonly SpanRow row in entry.Rows)
            {
                if (IsWanted(row.Start, row.Duration, row.Service, row.Operation, SpanColumns.Pack(row)))
                    Offer(row.Start, entry.Payload.Slice(row.Offset - entry.PayloadStart, row.Length), chunks.Context(row.Context));
            }
        }
    }

    private void ReadBlock(long id, in SpanColumns columns, ChunkCache chunks)
    {
        // Newest first: once enough traces are found, older spans need not be read.
        var candidates = new List<(long Start, int Row)>();
        for (int row = 0; row < columns.Rows; row++)
        {
            if (IsWanted(columns.Start[row], columns.Duration[row], columns.Service[row], columns.Operation[row], columns.KindAndStatus[row]))
                candidates.Add((columns.Start[row], row));
        }

        candidates.Sort(static (a, b) => b.Start.CompareTo(a.Start));
        ulong before = 0;
        foreach ((long start, int row) in candidates)
        {
            if (start < Threshold())
                break;
            // Spans of one trace follow one another closely; the first has decided, where nothing but columns is asked for.
            if (_attributes.Length == 0 && columns.Trace[row] == before)
                continue;
            before = columns.Trace[row];
            Offer(start, chunks.Message(id, row), chunks.Context(id, row));
        }
    }

    private bool IsWanted(long start, long duration, int service, int operation, byte kindAndStatus) =>
        start >= _start && start < _end
        && duration >= _shortest && duration <= _longest
        && (_service is null || service == _service)
        && (_operation is null || operation == _operation)
        && (!_failedOnly || kindAndStatus >> 4 == ErrorStatus);

    private void Offer(long start, ReadOnlySpan<byte> span, ReadOnlySpan<byte> context)
    {
        if (!HasAttributes(span, context))
            return;
        string trace = TraceLookup.TraceId(span);
        _found[trace] = Math.Max(start, _found.GetValueOrDefault(trace, long.MinValue));
    }

    private bool HasAttributes(ReadOnlySpan<byte> span, ReadOnlySpan<byte> context)
    {
        if (_attributes.Length == 0)
            return true;
        foreach ((_, _, byte[] key) in _attributes)
        {
            // The key is in there somewhere, or there is nothing to decode.
            if (span.IndexOf(key) < 0 && context.IndexOf(key) < 0)
                return false;
        }

        TraceSpan read = OtlpModel.Span(span, StoredContext.Resource(context), StoredContext.Scope(context));
        return Array.TrueForAll(_attributes, a => Has(read.Attributes, a.Key, a.Value) || Has(read.Resource, a.Key, a.Value));
    }

    private static bool Has(IReadOnlyDictionary<string, object?> attributes, string key, string value) =>
        attributes.TryGetValue(key, out object? found) && LogMatcher.AsText(found) == value;

    /// <summary>What started before is not among the newest any more.</summary>
    private long Threshold() => _found.Count < search.Limit ? long.MinValue : _found.Values.OrderDescending().ElementAt(search.Limit - 1);
}
