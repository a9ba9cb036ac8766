using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Wire;

/// <summary>Spans, their events and links.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto</remarks>
internal static partial class OtlpModel
{
    /// <param name="context">Read once for all spans that share it.</param>
    public static TraceSpan Span(ReadOnlySpan<byte> span, OtlpContext context)
    {
        string? traceId = null, spanId = null, parentId = null;
        string name = "", status = SpanStatuses.Name(0), statusMessage = "";
        ulong kind = 0, start = 0, end = 0;
        var attributes = new Dictionary<string, object?>();
        var events = new List<TraceEvent>();
        var links = new List<TraceLink>();
        var reader = new ProtoReader(span);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Bytes):
                    traceId = Id(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    spanId = Id(reader.ReadBytes());
                    break;
                case (4, WireType.Bytes):
                    parentId = Id(reader.ReadBytes());
                    break;
                case (5, WireType.Bytes):
                    name = OtlpValues.Text(reader.ReadBytes());
                    break;
                case (6, WireType.Varint):
                    kind = reader.ReadVarint();
                    break;
                case (7, WireType.Fixed64):
                    start = reader.ReadFixed64();
                    break;
                case (8, WireType.Fixed64):
                    end = reader.ReadFixed64();
                    break;
                case (9, WireType.Bytes):
                    OtlpValues.AddAttribute(attributes, reader.ReadBytes());
                    break;
                case (11, WireType.Bytes):
                    events.Add(Event(reader.ReadBytes()));
                    break;
                case (13, WireType.Bytes):
                    links.Add(Link(reader.ReadBytes()));
                    break;
                case (15, WireType.Bytes):
                    (status, statusMessage) = Status(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        long started = UnixNanoseconds.Of(start);
        long lasted = Math.Max(0, UnixNanoseconds.Of(end) - started);
        return new TraceSpan(
            traceId ?? "",
            spanId ?? "",
            parentId,
            context.Service,
            name,
            SpanKinds.Name((long)Math.Min(kind, long.MaxValue)),
            UnixNanoseconds.ToTime(started),
            UnixNanoseconds.ToDuration(lasted),
            status,
            statusMessage,
            attributes,
            events,
            links,
            context.Resource,
            context.Scope,
            started,
            lasted);
    }

    private static TraceEvent Event(ReadOnlySpan<byte> message)
    {
        long time = 0;
        string name = "";
        var attributes = new Dictionary<string, object?>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Fixed64):
                    time = UnixNanoseconds.Of(reader.ReadFixed64());
                    break;
                case (2, WireType.Bytes):
                    name = OtlpValues.Text(reader.ReadBytes());
                    break;
                case (3, WireType.Bytes):
                    OtlpValues.AddAttribute(attributes, reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new TraceEvent(UnixNanoseconds.ToTime(time), name, attributes, time);
    }

    private static TraceLink Link(ReadOnlySpan<byte> message)
    {
        string? traceId = null, spanId = null;
        var attributes = new Dictionary<string, object?>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Bytes):
                    traceId = Id(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    spanId = Id(reader.ReadBytes());
                    break;
                case (4, WireType.Bytes):
                    OtlpValues.AddAttribute(attributes, reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new TraceLink(traceId ?? "", spanId ?? "", attributes);
    }

    private static (string Status, string Message) Status(ReadOnlySpan<byte> message)
    {
        ulong code = 0;
        string text = "";
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (2, WireType.Bytes):
                    text = OtlpValues.Text(reader.ReadBytes());
                    break;
                case (3, WireType.Varint):
                    code = reader.ReadVarint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return (SpanStatuses.Name((long)Math.Min(code, long.MaxValue)), text);
    }
}
