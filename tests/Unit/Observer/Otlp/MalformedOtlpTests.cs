using System.Diagnostics;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Wire;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class MalformedOtlpTests
{
    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private static readonly Dictionary<string, Func<byte[]>> s_cases = new()
    {
        ["cut off"] = () => Request("mem0", Span())[..^1],
        ["a length of 1 GB"] = () => [0x0a, 0x80, 0x80, 0x80, 0x80, 0x04, 0x00],
        ["a length of 16 EB"] = () => [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        ["a text request"] = () => "GET / HTTP/1.1"u8.ToArray(),
        ["a resource that is a number"] = () => Message(r => r.Varint(1, 5)),
        ["a name that is a number"] = () => Request("mem0", [.. Span(), .. Message(s => s.Varint(5, 1))]),
        ["a start as varint"] = () => Request("mem0", [.. Span(), .. Message(s => s.Varint(7, Now))]),
        ["a kind as text"] = () => Request("mem0", [.. Span(), .. Message(s => s.Text(6, "server"))]),
        ["a trace id of 15 bytes"] = () => Request("mem0", Span(traceId: new byte[15])),
        ["a span id of 16 bytes"] = () => Request("mem0", Span(spanId: new byte[16])),
        ["a parent id of 4 bytes"] = () => Request("mem0", [.. Span(), .. Message(s => s.Bytes(4, new byte[4]))]),
        ["a link with a wrong id"] = () => Request("mem0", [.. Span(), .. Message(s => s.Bytes(13, Message(l => l.Bytes(1, [1]))))]),
        ["a name that is not UTF-8"] = () => Request("mem0", [.. Span(), .. Message(s => s.Bytes(5, [0xff, 0xfe]))]),
        ["a key that is not UTF-8"] = () => Request("mem0", Span(attributes: Message(a => a.Bytes(1, [0xc3])))),
        ["a value that is not UTF-8"] = () => Request("mem0", Span(attributes: Attribute("k", Message(v => v.Bytes(1, [0xed, 0xa0, 0x80]))))),
        ["an event name that is not UTF-8"] = () => Request("mem0", [.. Span(), .. Message(s => s.Bytes(11, Message(e => e.Bytes(2, [0x80]))))]),
        ["a service that is not UTF-8"] = () => Request(Message(r => r.Bytes(1, Attribute("service.name", Message(v => v.Bytes(1, [0xff]))))), Span()),
        ["values too deep"] = () => Request("mem0", Span(attributes: Attribute("k", NestedValue(OtlpValue.MaxDepth + 1)))),
        ["values a hundred thousand deep"] = () => Request("mem0", Span(attributes: Attribute("k", Abyss(100_000)))),
        ["a group"] = () => [0x0b, 0x0c],
        ["field zero"] = () => [0x00, 0x00],
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_no_OTLP_is_named_as_such_and_costs_nothing(string name)
    {
        var request = s_cases[name]();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        var decode = () => Decoding.Traces(request);

        decode.Should().Throw<MalformedProtobufException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public void Values_as_deep_as_allowed_are_taken() =>
        Decoding.Traces(Request("mem0", Span(attributes: Attribute("k", NestedValue(OtlpValue.MaxDepth))))).Rows.Should().ContainSingle();

    [Fact]
    public void One_damaged_span_refuses_the_request_as_a_whole() =>
        ((Action)(() => Decoding.Traces(Request("mem0", Span(), Span(traceId: new byte[3]), Span())))).Should().Throw<MalformedProtobufException>();

    /// <summary>Lengths that all reach to the end, as an attacker writes them: the real ones would need quadratic space.</summary>
    private static byte[] Abyss(int depth)
    {
        var size = depth * 12;
        var bytes = new byte[size];
        for (var at = 0; at + 12 <= size; at += 12)
        {
            Put(bytes, at, 0x2a, size - at - 6);
            Put(bytes, at + 6, 0x0a, size - at - 12);
        }

        return bytes;
    }

    private static void Put(byte[] bytes, int at, byte tag, int length)
    {
        bytes[at] = tag;
        for (var i = 0; i < 5; i++)
            bytes[at + 1 + i] = (byte)(((length >> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0));
    }
}
