using System.Buffers.Binary;
using System.Text;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Unit.Observer.Store;

/// <summary>A log record as a client would send it.</summary>
internal sealed record TestLog(long Time, string Body)
{
    public string Service { get; init; } = "mem0";

    public byte Severity { get; init; } = 9;

    public ulong Trace { get; init; }

    public string? Request { get; init; }

    public Dictionary<string, string> Attributes { get; init; } = [];

    public void AddTo(TelemetryBatch batch)
    {
        var writer = new ProtoWriter();
        writer.Fixed64(1, (ulong)Time);
        writer.Varint(2, Severity);
        int body = writer.BeginMessage(5);
        writer.Text(1, Body);
        writer.EndMessage(body);
        foreach (var (key, value) in Attributes)
            TemporaryStore.WriteAttribute(writer, 6, key, value);
        if (Request is not null)
            TemporaryStore.WriteAttribute(writer, 6, "request_id", Request);
        if (Trace != 0)
        {
            Span<byte> id = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(id[8..], Trace);
            writer.Bytes(9, id);
        }

        batch.Logs.Add(new LogRow
        {
            Time = Time,
            TraceLow = Trace,
            Severity = Severity,
            Request = Request is null ? 0 : TelemetryBatch.Hash(Encoding.UTF8.GetBytes(Request)),
            Service = batch.Names.Add(Encoding.UTF8.GetBytes(Service)),
            Context = batch.Context(TemporaryStore.Resource(Service), default),
            Offset = batch.Append(writer.Written),
            Length = writer.Written.Length,
        });
    }
}
