using System.Buffers.Binary;
using System.Text;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Unit.Observer.Store;

/// <summary>A span as a client would send it.</summary>
internal sealed record TestSpan(ulong Trace, ulong Id, long Start)
{
    public ulong Parent { get; init; }

    public string Service { get; init; } = "mem0";

    public string Operation { get; init; } = "POST /memories";

    public long Duration { get; init; } = 1_000_000;

    public byte Kind { get; init; } = 2;

    public byte Status { get; init; }

    public string? Database { get; init; }

    public Dictionary<string, string> Attributes { get; init; } = [];

    public string TraceId => new string('0', 16) + Trace.ToString("x16");

    public void AddTo(TelemetryBatch batch)
    {
        var writer = new ProtoWriter();
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], Trace);
        writer.Bytes(1, id);
        BinaryPrimitives.WriteUInt64BigEndian(id, Id);
        writer.Bytes(2, id[..8]);
        if (Parent != 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(id, Parent);
            writer.Bytes(4, id[..8]);
        }

        writer.Text(5, Operation);
        writer.Varint(6, Kind);
        writer.Fixed64(7, (ulong)Start);
        writer.Fixed64(8, (ulong)(Start + Duration));
        foreach (var (key, value) in Attributes)
            TemporaryStore.WriteAttribute(writer, 9, key, value);
        int status = writer.BeginMessage(15);
        writer.Varint(3, Status);
        writer.EndMessage(status);

        batch.Spans.Add(new SpanRow
        {
            Start = Start,
            Duration = Duration,
            TraceLow = Trace,
            SpanId = Id,
            ParentId = Parent,
            Kind = Kind,
            Status = Status,
            Service = batch.Names.Add(Encoding.UTF8.GetBytes(Service)),
            Operation = batch.Names.Add(Encoding.UTF8.GetBytes(Operation)),
            Peer = Database is null ? 0 : batch.Names.Add(Encoding.UTF8.GetBytes(Database)),
            PeerKind = Database is null ? PeerKind.None : PeerKind.Database,
            Context = batch.Context(TemporaryStore.Resource(Service), default),
            Offset = batch.Append(writer.Written),
            Length = writer.Written.Length,
        });
    }
}
