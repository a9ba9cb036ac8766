using System.Buffers;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Tail.Formats;

namespace Mem0Observability.Observer.Tail;

/// <summary>Turns the text of a record into a staged row: without colours, redacted, its format recognised. Not thread-safe.</summary>
internal sealed class RecordEmitter(ILogRedactor redactor, StagedLogs staged)
{
    private readonly LogRecordWriter _record = new();
    private readonly LogText _formats = new();
    private readonly ArrayBufferWriter<byte> _redacted = new();

    public void Emit(ContainerSource source, int stream, long time, Span<byte> text)
    {
        ReadOnlySpan<byte> clean = text[..Utf8Text.RemoveColours(text)];
        _redacted.ResetWrittenCount();
        // Before the format is known: what comes out of the text afterwards is as clean as the text.
        if (redactor.TryRedact(clean, _redacted))
            clean = _redacted.WrittenSpan;
        _record.Begin(time, stream);
        _formats.Write(clean, _record);
        staged.Add(_record.Row, _record.Written, source);
    }
}
