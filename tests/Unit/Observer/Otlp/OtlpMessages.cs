using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>Writes OTLP as a client would.</summary>
internal static class OtlpMessages
{
    public const ulong Second = 1_000_000_000;

    /// <summary>The time of <see cref="ManualTime"/>.</summary>
    public static readonly ulong Now = (ulong)(new ManualTime().Now - DateTimeOffset.UnixEpoch).Ticks * 100;

    public static readonly byte[] TraceId = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    public static readonly byte[] SpanId = [.. Enumerable.Range(17, 8).Select(i => (byte)i)];

    public static byte[] Message(Action<ProtoWriter> write)
    {
        var writer = new ProtoWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>One resource with one scope; the same shape for traces and logs.</summary>
    public static byte[] Request(string? service, params byte[][] records) => Request(Resource(service), records);

    public static byte[] Request(byte[] resource, params byte[][] records) => Message(request => request.Bytes(1, Message(group =>
    {
        // The records first: fields may come in any order.
        group.Bytes(2, Message(scope =>
        {
            foreach (var record in records)
                scope.Bytes(2, record);
            scope.Bytes(1, Message(s => s.Text(1, "library")));
        }));
        group.Bytes(1, resource);
    })));

    public static byte[] Resource(string? service) => service is null ? [] : Message(resource => resource.Bytes(1, Attribute("service.name", service)));

    public static byte[] Attribute(string key, string value) => Attribute(key, TextValue(value));

    public static byte[] Attribute(string key, byte[] value) => Message(pair =>
    {
        pair.Text(1, key);
        pair.Bytes(2, value);
    });

    public static byte[] TextValue(string text) => Message(value => value.Text(1, text));

    /// <param name="depth">1 is a text by itself.</param>
    public static byte[] NestedValue(int depth)
    {
        var value = TextValue("core");
        for (var level = 1; level < depth; level++)
        {
            var inner = value;
            value = level % 2 == 0
                ? Message(v => v.Bytes(5, Message(list => list.Bytes(1, inner))))
                : Message(v => v.Bytes(6, Message(map => map.Bytes(1, Attribute("k", inner)))));
        }

        return value;
    }

    public static byte[] Span(
        byte[]? traceId = null, byte[]? spanId = null, ulong? start = null, ulong? end = null, int kind = 2, string name = "GET /", params byte[][] attributes) =>
        Message(span =>
        {
            span.Bytes(1, traceId ?? TraceId);
            span.Bytes(2, spanId ?? SpanId);
            span.Text(5, name);
            span.Varint(6, (ulong)kind);
            span.Fixed64(7, start ?? Now - Second);
            span.Fixed64(8, end ?? Now);
            foreach (var attribute in attributes)
                span.Bytes(9, attribute);
        });

    public static byte[] Log(ulong time, string body, params byte[][] attributes) => Message(log =>
    {
        log.Fixed64(1, time);
        log.Varint(2, 9);
        log.Bytes(5, TextValue(body));
        foreach (var attribute in attributes)
            log.Bytes(6, attribute);
    });
}
