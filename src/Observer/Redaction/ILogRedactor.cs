using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>Takes out of a text what nobody may read in a log.</summary>
internal interface ILogRedactor
{
    /// <param name="utf8">One text of a log record: its message, or the value of an attribute.</param>
    /// <param name="output">Receives the whole text as it may be kept; left as it was where nothing had to go.</param>
    /// <returns>False where nothing had to go.</returns>
    bool TryRedact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output);
}
