using System.Buffers.Text;
using System.Globalization;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Tail.Formats;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Tail;

/// <summary>Writes one OTLP <c>LogRecord</c> and notes the columns of its row.</summary>
internal sealed class LogRecordWriter
{
    /// <summary>The attribute with the <c>X-Request-ID</c>.</summary>
    public static ReadOnlySpan<byte> RequestIdKey => "request_id"u8;

    private const int MaxAttributes = 64;
    private const int MaxValue = 8 * 1024;

    private readonly ProtoWriter _writer = new(4096);
    private LogRow _row;
    private int _attributes;
    private int _stream;

    public ReadOnlySpan<byte> Written => _writer.Written;

    public LogRow Row => _row;

    public void Begin(long time, int stream)
    {
        _writer.Clear();
        _row = new LogRow { Time = time };
        _attributes = 0;
        _stream = stream;
        _writer.Fixed64(1, (ulong)time);
        Attribute("log.iostream"u8, stream == 0 ? "stdout"u8 : "stderr"u8);
    }

    /// <summary>Forgets what a format wrote that turned out to be another.</summary>
    public void Restart() => Begin(_row.Time, _stream);

    public void Body(ReadOnlySpan<byte> text)
    {
        int body = _writer.BeginMessage(5);
        _writer.Bytes(1, text);
        _writer.EndMessage(body);
    }

    /// <param name="name">As the application wrote it, for example <c>WARNING</c>.</param>
    public void Level(ReadOnlySpan<byte> name) => Level(name, Severity.Number(name));

    public void Level(ReadOnlySpan<byte> name, byte number)
    {
        if (_row.Severity != 0 || number == 0)
            return;
        _row.Severity = number;
        _writer.Varint(2, number);
        if (name.Length > 0)
            _writer.Bytes(3, name);
    }

    public void RequestId(ReadOnlySpan<byte> value)
    {
        // mem0 writes "-" outside a request.
        if (_row.Request != 0 || value.Length is 0 or > 128 || value.SequenceEqual("-"u8))
            return;
        _row.Request = TelemetryBatch.Hash(value);
        Attribute(RequestIdKey, value);
    }

    public void TraceId(ReadOnlySpan<byte> hex)
    {
        if ((_row.TraceHigh | _row.TraceLow) != 0 || hex.Length != 32 || !TryHex(hex[..16], out ulong high) || !TryHex(hex[16..], out ulong low) || (high | low) == 0)
            return;
        (_row.TraceHigh, _row.TraceLow) = (high, low);
        WriteHex(9, hex);
    }

    public void SpanId(ReadOnlySpan<byte> hex)
    {
        if (_row.SpanId != 0 || hex.Length != 16 || !TryHex(hex, out ulong id) || id == 0)
            return;
        _row.SpanId = id;
        WriteHex(10, hex);
    }

    public void Attribute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (Open(key, out int pair, out int any))
        {
            _writer.Bytes(1, Utf8Text.Truncate(value, MaxValue));
            Close(pair, any);
        }
    }

    public void Attribute(ReadOnlySpan<byte> key, bool value)
    {
        if (Open(key, out int pair, out int any))
        {
            _writer.Varint(2, value ? 1u : 0u);
            Close(pair, any);
        }
    }

    /// <summary>As integer or floating point, whichever holds it; as text where neither does.</summary>
    public void Number(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        bool whole = Utf8Parser.TryParse(value, out long integer, out int used) && used == value.Length;
        double real = 0;
        if (!whole && !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out real) && double.IsFinite(real)))
        {
            Attribute(key, value);
            return;
        }

        if (!Open(key, out int pair, out int any))
            return;
        if (whole)
            _writer.Varint(3, (ulong)integer);
        else
            _writer.Fixed64(4, BitConverter.DoubleToUInt64Bits(real));
        Close(pair, any);
    }

    private bool Open(ReadOnlySpan<byte> key, out int pair, out int any)
    {
        (pair, any) = (0, 0);
        if (key.Length is 0 or > 256 || _attributes == MaxAttributes)
            return false;
        _attributes++;
        pair = _writer.BeginMessage(6);
        _writer.Bytes(1, key);
        any = _writer.BeginMessage(2);
        return true;
    }

    private void Close(int pair, int any)
    {
        _writer.EndMessage(any);
        _writer.EndMessage(pair);
    }

    private static bool TryHex(ReadOnlySpan<byte> hex, out ulong value) =>
        Utf8Parser.TryParse(hex, out value, out int used, 'x') && used == hex.Length;

    private void WriteHex(int field, ReadOnlySpan<byte> hex)
    {
        Span<byte> id = stackalloc byte[16];
        Convert.FromHexString(hex, id, out _, out int length);
        _writer.Bytes(field, id[..length]);
    }
}
