using System.Buffers.Binary;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>One trace of many spans: a worker that consolidates memories, ten calls in each call.</summary>
internal static class LargeTrace
{
    private const int Branches = 10;
    private const long Millisecond = 1_000_000;

    /// <summary>Far from the numbers of other payloads.</summary>
    private const long Batch = 1L << 38;

    private static readonly string[] s_names = ["Memory.search", "embeddings text-embedding-3-small", "SELECT memories", "rerank", "UPDATE memories", "INSERT history"];

    public static string Id => RowIds.TraceText(Batch, 0);

    /// <summary>OTLP requests of a size that every receiver takes.</summary>
    public static IEnumerable<byte[]> Requests(int spans, DateTimeOffset start)
    {
        foreach (int[] part in Enumerable.Range(0, spans).Chunk(2000))
        {
            var writer = new ProtoWriter(part.Length * 300);
            foreach (var service in part.GroupBy(i => i % 3 == 0 ? "mem0-worker" : "mem0"))
            {
                var resource = writer.BeginMessage(1);
                OtlpAttribute.WriteResource(writer, service.Key);
                var scope = writer.BeginMessage(2);
                OtlpAttribute.WriteScope(writer, "opentelemetry.instrumentation.fastapi");
                foreach (int span in service) Write(writer, span, TimeWindow.Nanoseconds(start));
                writer.EndMessage(scope);
                writer.EndMessage(resource);
            }

            yield return writer.Written.ToArray();
        }
    }

    private static void Write(ProtoWriter writer, int index, long start)
    {
        Span<byte> id = stackalloc byte[16];
        var (high, low) = RowIds.Trace(Batch, 0);
        var span = writer.BeginMessage(2);
        BinaryPrimitives.WriteUInt64BigEndian(id, high);
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], low);
        writer.Bytes(1, id);
        BinaryPrimitives.WriteUInt64BigEndian(id, RowIds.Span(low, index));
        writer.Bytes(2, id[..8]);
        BinaryPrimitives.WriteUInt64BigEndian(id, RowIds.Span(low, (index - 1) / Branches));
        if (index > 0) writer.Bytes(4, id[..8]);
        writer.Text(5, index == 0 ? "process memory.consolidate" : s_names[index % s_names.Length]);
        writer.Varint(6, index == 0 ? 5u : 1u);
        var (begin, length) = Place(index);
        writer.Fixed64(7, (ulong)(start + begin));
        writer.Fixed64(8, (ulong)(start + begin + length));
        OtlpAttribute.Write(writer, 9, "code.line.number", index);
        writer.EndMessage(span);
    }

    /// <summary>Each call has a tenth of the one above it.</summary>
    private static (long Begin, long Length) Place(int index)
    {
        if (index == 0) return (0, 10_000 * Millisecond);
        var (begin, length) = Place((index - 1) / Branches);
        return (begin + ((index - 1) % Branches * length / Branches), length / Branches * 9 / 10);
    }
}
