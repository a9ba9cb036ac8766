using System.Buffers;

namespace Mem0Observability.Observer.Redaction;

/// <summary>For <c>OBSERVER_REDACT=false</c>: the store holds what the applications wrote.</summary>
internal sealed class NoRedaction : ILogRedactor
{
    public bool TryRedact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output) => false;
}
