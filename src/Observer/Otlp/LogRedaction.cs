using System.Buffers;
using System.Runtime.InteropServices;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Rewrites the log records that hold something nobody may read. Their old bytes stay in the batch, which no row points to any more.</summary>
/// <remarks>Reads only what the decoder has checked.</remarks>
internal sealed class LogRedaction(ILogRedactor redactor)
{
    private const int Body = 5;
    private const int Attributes = 6;

    private readonly ProtoWriter _writer = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private bool _changed;

    public void Apply(TelemetryBatch batch, int first)
    {
        var rows = CollectionsMarshal.AsSpan(batch.Logs)[first..];
        foreach (ref var row in rows)
        {
            _changed = false;
            _writer.Clear();
            CopyRecord(batch.Payload.Slice(row.Offset, row.Length));
            if (!_changed)
                continue;
            row.Offset = batch.Append(_writer.Written);
            row.Length = _writer.Written.Length;
        }
    }

    private void CopyRecord(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == Body)
                CopyValue(field, reader.ReadBytes());
            else if (field == Attributes)
                CopyAttribute(field, reader.ReadBytes());
            else
                CopyField(ref reader, field, type);
        }
    }

    private void CopyAttribute(int target, ReadOnlySpan<byte> message)
    {
        var start = _writer.BeginMessage(target);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == 2)
                CopyValue(field, reader.ReadBytes());
            else
                CopyField(ref reader, field, type);
        }

        _writer.EndMessage(start);
    }

    private void CopyValue(int target, ReadOnlySpan<byte> message)
    {
        var start = _writer.BeginMessage(target);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    CopyText(field, reader.ReadBytes());
                    break;
                case 5 or 6:
                    CopyEntries(field, reader.ReadBytes());
                    break;
                default:
                    CopyField(ref reader, field, type);
                    break;
            }
        }

        _writer.EndMessage(start);
    }

    /// <param name="target">5 for a list of values, 6 for one of attributes.</param>
    private void CopyEntries(int target, ReadOnlySpan<byte> message)
    {
        var start = _writer.BeginMessage(target);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field != 1)
                CopyField(ref reader, field, type);
            else if (target == 5)
                CopyValue(field, reader.ReadBytes());
            else
                CopyAttribute(field, reader.ReadBytes());
        }

        _writer.EndMessage(start);
    }

    private void CopyText(int field, ReadOnlySpan<byte> text)
    {
        _text.ResetWrittenCount();
        var redacted = redactor.TryRedact(text, _text);
        _changed |= redacted;
        _writer.Bytes(field, redacted ? _text.WrittenSpan : text);
    }

    private void CopyField(scoped ref ProtoReader reader, int field, WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                _writer.Varint(field, reader.ReadVarint());
                break;
            case WireType.Fixed64:
                _writer.Fixed64(field, reader.ReadFixed64());
                break;
            case WireType.Fixed32:
                _writer.Fixed32(field, reader.ReadFixed32());
                break;
            default:
                _writer.Bytes(field, reader.ReadBytes());
                break;
        }
    }
}
