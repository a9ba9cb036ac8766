using System.Buffers.Binary;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>A span as a test thinks of it.</summary>
public sealed record SpanModel(byte[] TraceId, byte[] SpanId, int Kind, ulong Start, ulong Duration, string Name, int Status)
{
    public ulong End => Start + Duration;

    public bool HasIds => TraceId.Any(b => b != 0) && SpanId.Any(b => b != 0);

    public byte[] Write() => Message(span =>
    {
        span.Bytes(1, TraceId);
        span.Bytes(2, SpanId);
        span.Text(5, Name);
        span.Varint(6, (ulong)Kind);
        span.Fixed64(7, Start);
        span.Fixed64(8, End);
        span.Bytes(9, Attribute("first", "é\"\n"));
        span.Bytes(15, Message(status => status.Varint(3, (ulong)Status)));
    });

    internal bool Equals(StoredRow row) =>
        row.Span.TraceHigh == BinaryPrimitives.ReadUInt64BigEndian(TraceId)
        && row.Span.TraceLow == BinaryPrimitives.ReadUInt64BigEndian(TraceId.AsSpan(8))
        && row.Span.SpanId == BinaryPrimitives.ReadUInt64BigEndian(SpanId)
        && row.Span.Kind == Kind && row.Span.Status == Status && row.Span.Start == (long)Start && row.Span.Duration == (long)Duration
        && row.Operation == Name && row.Service == "mem0" && row.Message.AsSpan().SequenceEqual(Write());
}
