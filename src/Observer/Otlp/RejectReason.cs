namespace Mem0Observability.Observer.Otlp;

/// <summary>Why one record of a well-formed request is not kept.</summary>
internal enum RejectReason
{
    InvalidId,
    TimeOutOfRange,
    ContextTooLarge,
    TooManyRecords,
    NotStoredHere,
}
