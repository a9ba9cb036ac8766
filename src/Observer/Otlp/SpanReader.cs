using System.Buffers.Binary;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Checks one <c>Span</c> and reads what the store must know of it.</summary>
internal ref struct SpanReader()
{
    private const ulong Client = 3;
    private const ulong Producer = 4;
    private const ulong LastKind = 5;
    private const ulong LastStatus = 2;

    private ulong _start;
    private ulong _end;
    private ulong _kind;
    private SpanRow _row;
    private SpanPeer _peer = new();

    /// <summary>The row without what the batch numbers: context, service, operation, peer, place.</summary>
    public readonly SpanRow Row => _row;

    public ReadOnlySpan<byte> Name { get; private set; }

    public readonly ReadOnlySpan<byte> Peer => _peer.Name;

    /// <returns>Null where the span can be kept.</returns>
    /// <exception cref="MalformedProtobufException">It is no span.</exception>
    public RejectReason? Read(ReadOnlySpan<byte> message, in TimeWindow window)
    {
        ReadFields(message);
        if ((_row.TraceHigh | _row.TraceLow) == 0 || _row.SpanId == 0)
            return RejectReason.InvalidId;
        if (!window.Holds(_start) || _end > (ulong)window.Newest)
            return RejectReason.TimeOutOfRange;

        _row.Start = (long)_start;
        // Clocks are set back while a span is open.
        _row.Duration = _end > _start ? (long)(_end - _start) : 0;
        _row.Kind = (byte)(_kind <= LastKind ? _kind : 0);
        _row.PeerKind = _kind is Client or Producer ? _peer.Kind : PeerKind.None;
        return null;
    }

    private void ReadFields(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    (_row.TraceHigh, _row.TraceLow) = TraceId(reader.Id(type, 16));
                    break;
                case 2:
                    _row.SpanId = SpanId(reader.Id(type, 8));
                    break;
                case 3:
                    reader.Text(type);
                    break;
                case 4:
                    _row.ParentId = SpanId(reader.Id(type, 8));
                    break;
                case 5:
                    Name = reader.Text(type);
                    break;
                case 6:
                    _kind = reader.Number(type);
                    break;
                case 7:
                    _start = reader.Fixed64(type);
                    break;
                case 8:
                    _end = reader.Fixed64(type);
                    break;
                case 9:
                    _peer.Offer(OtlpAttribute.Read(reader.Message(type)));
                    break;
                case 10 or 12 or 14:
                    reader.Number(type);
                    break;
                case 11:
                    SpanParts.CheckEvent(reader.Message(type));
                    break;
                case 13:
                    SpanParts.CheckLink(reader.Message(type));
                    break;
                case 15:
                    var status = SpanParts.ReadStatus(reader.Message(type));
                    _row.Status = (byte)(status <= LastStatus ? status : 0);
                    break;
                case 16:
                    reader.Fixed32(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    public static (ulong High, ulong Low) TraceId(ReadOnlySpan<byte> id) => id.IsEmpty
        ? default
        : (BinaryPrimitives.ReadUInt64BigEndian(id), BinaryPrimitives.ReadUInt64BigEndian(id[8..]));

    public static ulong SpanId(ReadOnlySpan<byte> id) => id.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64BigEndian(id);
}
