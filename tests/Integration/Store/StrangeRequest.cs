using System.Text;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>OTLP requests as no sender should make them.</summary>
internal static class StrangeRequest
{
    public static readonly byte[] SomeId = [.. Enumerable.Range(1, 16).Select(b => (byte)b)];

    public static byte[] Malformed(string kind) => kind switch
    {
        "truncated" => new SpanPayload(100, 1).Bytes[..20_000],
        // A varint where the message of a resource belongs.
        "wrong wire types" => [0x08, 5],
        "a length of 1 GB" => [0x0A, 0x80, 0x80, 0x80, 0x80, 0x04, 1, 2, 3],
        "nested too deeply" => Row(spans: true, SomeId, Now, Nested(10_000)),
        "invalid UTF-8" => Row(spans: true, SomeId, Now, [0x0A, 2, 0xC3, 0x28]),
        "no protobuf" => Encoding.ASCII.GetBytes("""{"resourceSpans":[]}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown."),
    };

    public static ulong Now => (ulong)TimeWindow.Now.Start;

    /// <summary>A request of one span or one log record.</summary>
    /// <param name="attribute">The value of one, as <c>AnyValue</c>.</param>
    public static byte[] Row(bool spans, byte[] id, ulong time, byte[]? attribute = null)
    {
        var writer = new ProtoWriter();
        var resource = writer.BeginMessage(1);
        OtlpAttribute.WriteResource(writer, "strange");
        var scope = writer.BeginMessage(2);
        var row = writer.BeginMessage(2);
        writer.Bytes(spans ? 1 : 9, id);
        writer.Bytes(spans ? 2 : 10, id.AsSpan(0, 8));
        writer.Fixed64(spans ? 7 : 1, time);
        if (spans) writer.Fixed64(8, time);
        if (attribute is not null)
        {
            var pair = writer.BeginMessage(spans ? 9 : 6);
            writer.Text(1, "key");
            writer.Bytes(2, attribute);
            writer.EndMessage(pair);
        }

        writer.EndMessage(row);
        writer.EndMessage(scope);
        writer.EndMessage(resource);
        return writer.Written.ToArray();
    }

    /// <summary>An <c>AnyValue</c> that is a list of a list of a list; written from the inside, as every length is known then.</summary>
    private static byte[] Nested(int depth)
    {
        var inner = Array.Empty<byte>();
        for (var level = 0; level < depth; level++)
        {
            var writer = new ProtoWriter(inner.Length + 16);
            writer.Bytes(level % 2 == 0 ? 1 : 5, inner);
            inner = writer.Written.ToArray();
        }

        return inner;
    }
}
