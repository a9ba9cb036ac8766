using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Collects the spans of one trace out of one partition.</summary>
internal static class TraceLookup
{
    /// <summary>The low half of a trace id of 32 digits, by which spans are filed.</summary>
    public static ulong Low(string traceId) => ulong.Parse(traceId.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Adds what the partition has of the trace. Two ids may share their low half; the spans tell them apart.</summary>
    public static void Read(Database database, string traceId, List<TraceSpan> spans)
    {
        ulong low = Low(traceId);
        using var chunks = new ChunkCache(database, "span_chunk");
        using (Statement head = database.Prepare("SELECT data FROM head WHERE signal = ?"))
        {
            head.Bind(1, HeadSignal.Spans);
            while (head.Step())
            {
                HeadEntry<SpanRow> entry = HeadEntry<SpanRow>.Read(head.Blob(0));
                foreach (ref readonly SpanRow row in entry.Rows)
                {
                    if (row.TraceLow == low)
                        Add(entry.Payload.Slice(row.Offset - entry.PayloadStart, row.Length), chunks.Context(row.Context), traceId, spans);
                }
            }
        }

        using Statement blocks = database.Prepare("SELECT b.id, b.columns FROM span_trace t JOIN span_block b ON b.id = t.block WHERE t.trace = ?");
        blocks.Bind(1, (long)low);
        while (blocks.Step())
        {
            long id = blocks.Long(0);
            ReadOnlySpan<ulong> traces = new SpanColumns(blocks.Blob(1)).Trace;
            int row = First(traces, low);
            for (; row < traces.Length && traces[row] == low; row++)
                Add(chunks.Message(id, row), chunks.Context(id, row), traceId, spans);
        }
    }

    /// <summary>The id as it is printed.</summary>
    public static string TraceId(ReadOnlySpan<byte> span)
    {
        var reader = new ProtoReader(span);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == 1 && type == WireType.Bytes)
                return Convert.ToHexStringLower(reader.ReadBytes());
            reader.Skip(type);
        }

        throw new DamagedBlockException("a span without a trace id");
    }

    private static int First(ReadOnlySpan<ulong> sorted, ulong wanted)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < wanted)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static void Add(ReadOnlySpan<byte> span, ReadOnlySpan<byte> context, string traceId, List<TraceSpan> spans)
    {
        TraceSpan read = OtlpModel.Span(span, StoredContext.Resource(context), StoredContext.Scope(context));
        if (read.TraceId == traceId)
            spans.Add(read);
    }
}
