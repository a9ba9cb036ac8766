namespace Mem0Observability.Observer.Store;

/// <summary>What the store must know of a log record without opening it; the record itself is the OTLP message at <see cref="Offset"/>.</summary>
internal struct LogRow
{
    /// <summary>Nanoseconds since the Unix epoch: the record's time, else its observed time, else when it arrived.</summary>
    public long Time;

    public ulong TraceHigh;
    public ulong TraceLow;
    public ulong SpanId;

    /// <summary><see cref="TelemetryBatch.Hash"/> of the request id; zero where there is none.</summary>
    public ulong Request;

    public int Context;
    public int Service;
    public int Offset;
    public int Length;

    /// <summary>OTLP <c>SeverityNumber</c>, 1 to 24; zero where unknown.</summary>
    public byte Severity;
}
