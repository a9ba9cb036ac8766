using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Checks one <c>LogRecord</c> and reads what the store must know of it.</summary>
internal ref struct LogReader
{
    private const ulong LastSeverity = 24;

    private ulong _time;
    private ulong _observed;
    private ulong _severity;
    private ReadOnlySpan<byte> _severityText;
    private int _requestRank;
    private LogRow _row;

    /// <summary>The row without what the batch numbers: context, service, place.</summary>
    public readonly LogRow Row => _row;

    /// <summary>Neither the program nor the sender says when it happened; the row's time is its arrival.</summary>
    public readonly bool IsUndated => (_time | _observed) == 0;

    /// <returns>Null where the record can be kept.</returns>
    /// <exception cref="MalformedProtobufException">It is no log record.</exception>
    public RejectReason? Read(ReadOnlySpan<byte> message, in TimeWindow window)
    {
        ReadFields(message);
        var time = _time != 0 ? _time : _observed != 0 ? _observed : (ulong)window.Now;
        if (!window.Holds(time))
            return RejectReason.TimeOutOfRange;

        _row.Time = (long)time;
        _row.Severity = _severity is > 0 and <= LastSeverity ? (byte)_severity : SeverityText.Number(_severityText);
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
                    _time = reader.Fixed64(type);
                    break;
                case 2:
                    _severity = reader.Number(type);
                    break;
                case 3:
                    _severityText = reader.Text(type);
                    break;
                case 5:
                    OtlpValue.Read(reader.Message(type));
                    break;
                case 6:
                    Take(OtlpAttribute.Read(reader.Message(type)));
                    break;
                case 7:
                    reader.Number(type);
                    break;
                case 8:
                    reader.Fixed32(type);
                    break;
                case 9:
                    (_row.TraceHigh, _row.TraceLow) = SpanReader.TraceId(reader.Id(type, 16));
                    break;
                case 10:
                    _row.SpanId = SpanReader.SpanId(reader.Id(type, 8));
                    break;
                case 11:
                    _observed = reader.Fixed64(type);
                    break;
                case 12:
                    reader.Text(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private void Take(OtlpAttribute attribute)
    {
        var rank = RequestRank(attribute.Key);
        if (rank <= _requestRank || attribute.Text.IsEmpty)
            return;
        _requestRank = rank;
        _row.Request = TelemetryBatch.Hash(attribute.Text);
    }

    /// <summary>Of several names the same one counts as when the record is read again, whichever comes first.</summary>
    private static int RequestRank(ReadOnlySpan<byte> key) => key.Length switch
    {
        10 when key.SequenceEqual("request_id"u8) => 3,
        10 when key.SequenceEqual("request.id"u8) => 2,
        15 when key.SequenceEqual("http.request.id"u8) => 1,
        _ => 0,
    };
}
