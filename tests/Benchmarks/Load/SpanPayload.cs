using System.Buffers.Binary;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Load;

/// <summary>Whole traces of 8 to 10 spans, grouped by service as a collector's batch is.</summary>
internal sealed class SpanPayload : IPayload
{
    private readonly List<Place> _places = [];

    /// <param name="rows">At least; the last trace is completed.</param>
    /// <param name="seed">Different seeds give different attribute values and another order of shapes.</param>
    public SpanPayload(int rows, int seed)
    {
        var spans = new List<(SpanShape Shape, int Trace, int Index, double Scale, bool Failed)>();
        while (spans.Count < rows)
        {
            var random = RowIds.Mix(((ulong)seed << 32) + (ulong)Traces);
            var shape = TraceShape.All[(int)(random % (ulong)TraceShape.All.Length)];
            // One trace in fifty fails.
            var failed = random >> 32 < uint.MaxValue / 50;
            for (var i = 0; i < shape.Spans.Length; i++) spans.Add((shape.Spans[i], Traces, i, shape.Milliseconds * 1e6, failed));
            Traces++;
        }

        var writer = new ProtoWriter(rows * 400);
        foreach (var service in spans.GroupBy(s => s.Shape.Service))
        {
            var resource = writer.BeginMessage(1);
            OtlpAttribute.WriteResource(writer, service.Key);
            var scope = writer.BeginMessage(2);
            OtlpAttribute.WriteScope(writer, "opentelemetry.instrumentation.fastapi");
            foreach (var (shape, trace, index, scale, failed) in service) Write(writer, shape, trace, index, scale, failed, seed);
            writer.EndMessage(scope);
            writer.EndMessage(resource);
        }

        Bytes = writer.Written.ToArray();
        Rows = spans.Count;
        Find();
    }

    public byte[] Bytes { get; }

    public int Rows { get; }

    public int Traces { get; }

    public int SpansOf(int trace) => _places.Count(p => p.Trace == trace);

    public void Renew(long batch, TimeWindow window)
    {
        foreach (var place in _places)
        {
            var (high, low) = RowIds.Trace(batch, place.Trace);
            var ids = Bytes.AsSpan(place.TraceId);
            BinaryPrimitives.WriteUInt64BigEndian(ids, high);
            BinaryPrimitives.WriteUInt64BigEndian(ids[8..], low);
            BinaryPrimitives.WriteUInt64BigEndian(Bytes.AsSpan(place.SpanId), RowIds.Span(low, place.Span));
            if (place.Parent >= 0) BinaryPrimitives.WriteUInt64BigEndian(Bytes.AsSpan(place.ParentId), RowIds.Span(low, place.Parent));
            // From half to five times the typical duration, mostly near it.
            var slowness = 0.5 + (4.5 * Math.Pow((low & 0xFFFF) / 65536d, 6));
            var start = window.At(place.Trace, Traces);
            BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(place.Start), start + (long)(place.Begin * slowness));
            BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(place.End), start + (long)(place.Finish * slowness));
        }
    }

    /// <summary>Ids and times hold, for <see cref="Find"/>, the numbers from which the real ones are made.</summary>
    private static void Write(ProtoWriter writer, SpanShape shape, int trace, int index, double scale, bool failed, int seed)
    {
        Span<byte> id = stackalloc byte[16];
        var span = writer.BeginMessage(2);
        BinaryPrimitives.WriteInt32LittleEndian(id, trace);
        writer.Bytes(1, id);
        BinaryPrimitives.WriteInt32LittleEndian(id, index);
        writer.Bytes(2, id[..8]);
        BinaryPrimitives.WriteInt32LittleEndian(id, shape.Parent);
        if (shape.Parent >= 0) writer.Bytes(4, id[..8]);
        writer.Text(5, shape.Name);
        writer.Varint(6, (ulong)shape.Kind);
        writer.Fixed64(7, (ulong)(shape.Begin * scale));
        writer.Fixed64(8, (ulong)((shape.Begin + shape.Length) * scale));
        SpanAttributes.Write(writer, shape, (seed * 10_007) + (trace * 16) + index);
        if (failed && (shape.Parent < 0 || shape.Kind == 2))
        {
            var status = writer.BeginMessage(15);
            writer.Text(2, "provider_timeout");
            writer.Varint(3, 2);
            writer.EndMessage(status);
        }

        writer.Fixed32(16, 0x101);
        writer.EndMessage(span);
    }

    private void Find()
    {
        foreach (var (_, resource) in Message.Of(Bytes))
        {
            foreach (var (_, scope) in Message.Of(Bytes, resource).Where(f => f.Number == 2))
            {
                foreach (var (_, span) in Message.Of(Bytes, scope).Where(f => f.Number == 2)) _places.Add(Locate(span));
            }
        }
    }

    private Place Locate(Range span)
    {
        var place = new Place { Parent = -1 };
        foreach (var (number, range) in Message.Of(Bytes, span))
        {
            var at = range.Start.Value;
            var value = Bytes.AsSpan(range);
            switch (number)
            {
                case 1: (place.TraceId, place.Trace) = (at, BinaryPrimitives.ReadInt32LittleEndian(value)); break;
                case 2: (place.SpanId, place.Span) = (at, BinaryPrimitives.ReadInt32LittleEndian(value)); break;
                case 4: (place.ParentId, place.Parent) = (at, BinaryPrimitives.ReadInt32LittleEndian(value)); break;
                case 7: (place.Start, place.Begin) = (at, BinaryPrimitives.ReadInt64LittleEndian(value)); break;
                case 8: (place.End, place.Finish) = (at, BinaryPrimitives.ReadInt64LittleEndian(value)); break;
                default: break;
            }
        }

        return place;
    }

    /// <summary>Offsets of what changes in one span, and the numbers that it is made from.</summary>
    private sealed class Place
    {
        public int TraceId, SpanId, ParentId, Start, End;
        public int Trace, Span, Parent;
        public long Begin, Finish;
    }
}
