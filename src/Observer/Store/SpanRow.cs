namespace Mem0Observability.Observer.Store;

/// <summary>What the store must know of a span without opening it; the span itself is the OTLP message at <see cref="Offset"/>.</summary>
/// <remarks>Names and contexts are indexes into the tables of the batch. Ids are read big-endian, as they are printed.</remarks>
internal struct SpanRow
{
    /// <summary>Start, nanoseconds since the Unix epoch.</summary>
    public long Start;

    /// <summary>Nanoseconds; never negative.</summary>
    public long Duration;

    public ulong TraceHigh;
    public ulong TraceLow;
    public ulong SpanId;

    /// <summary>Zero for a root span.</summary>
    public ulong ParentId;

    public int Context;
    public int Service;
    public int Operation;

    /// <summary>Whom a client or producer span talks to, as far as its attributes say so; meaningful where <see cref="PeerKind"/> is set.</summary>
    public int Peer;

    public int Offset;
    public int Length;

    public PeerKind PeerKind;

    /// <summary>OTLP <c>SpanKind</c>: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public byte Kind;

    /// <summary>OTLP <c>StatusCode</c>: 0 unset, 1 ok, 2 error.</summary>
    public byte Status;
}
