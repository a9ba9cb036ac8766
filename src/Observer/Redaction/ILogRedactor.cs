using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>Takes out of a log text what must not be stored.</summary>
internal interface ILogRedactor
{
    /// <summary>Looks for text of memories, e-mail addresses, keys, tokens, passwords and query strings.</summary>
    /// <param name="utf8">A whole record: one line, several lines, or a JSON object; it stays one after redaction.</param>
    /// <param name="output">Gets the redacted text where there was something to redact; nothing otherwise.</param>
    /// <returns>False where the text can stay as it is.</returns>
    bool TryRedact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output);
}
