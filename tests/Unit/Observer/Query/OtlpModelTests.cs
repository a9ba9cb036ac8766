using CsCheck;
using Mem0Observability.Model;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Tests.Unit.Observer.Query;

public sealed class OtlpModelTests
{
    [Fact]
    public void A_span_is_read_with_everything_that_it_holds()
    {
        byte[] span = Message(w =>
        {
            w.Bytes(1, Convert.FromHexString("0af7651916cd43dd8448eb211c80319c"));
            w.Bytes(2, Convert.FromHexString("b7ad6b7169203331"));
            w.Bytes(4, new byte[8]);
            w.Text(5, "POST /memories");
            w.Varint(6, 2);
            w.Fixed64(7, 1767323045678901234);
            w.Fixed64(8, 1767323045678901244);
            Attribute(w, 9, "n", v => v.Varint(3, unchecked((ulong)-5L)));
            w.Fixed32(16, 1);
            int recorded = w.BeginMessage(11);
            w.Fixed64(1, 1767323045678901240);
            w.Text(2, "exception");
            Attribute(w, 3, "exception.type", v => v.Text(1, "E"));
            w.EndMessage(recorded);
            int link = w.BeginMessage(13);
            w.Bytes(1, Convert.FromHexString("000000000000000000000000000000aa"));
            w.Bytes(2, Convert.FromHexString("00000000000000bb"));
            w.EndMessage(link);
            int status = w.BeginMessage(15);
            w.Text(2, "boom");
            w.Varint(3, 2);
            w.EndMessage(status);
        });
        byte[] resource = Message(w => Attribute(w, 1, "service.name", v => v.Text(1, "mem0")));
        byte[] scope = Message(w => w.Text(1, "lib"));

        TraceSpan read = OtlpModel.Span(span, resource, scope);

        (read.TraceId, read.SpanId, read.ParentSpanId, read.Service, read.Name, read.Kind).Should().Be(
            ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, "mem0", "POST /memories", "Server"));
        (read.StartUnixNanoseconds, read.DurationNanoseconds, read.Status, read.StatusMessage, read.Scope).Should().Be((1767323045678901234, 10, "Error", "boom", "lib"));
        read.Attributes["n"].Should().Be(-5L);
        read.Events.Should().ContainSingle().Which.Attributes["exception.type"].Should().Be("E");
        read.Links.Should().ContainSingle().Which.SpanId.Should().Be("00000000000000bb");
        read.Resource["service.name"].Should().Be("mem0");
    }

    [Fact]
    public void Every_kind_of_value_becomes_its_own()
    {
        byte[] span = Message(w =>
        {
            Attribute(w, 9, "text", v => v.Text(1, "é"));
            Attribute(w, 9, "bool", v => v.Varint(2, 1));
            Attribute(w, 9, "double", v => v.Fixed64(4, BitConverter.DoubleToUInt64Bits(1)));
            Attribute(w, 9, "bytes", v => v.Bytes(7, [0, 1]));
            Attribute(w, 9, "none", _ => { });
            Attribute(w, 9, "list", v => Nested(v, 5, l => Nested(l, 1, i => i.Text(1, "x"))));
            Attribute(w, 9, "map", v => Nested(v, 6, m => Attribute(m, 1, "k", i => i.Varint(3, 1))));
            w.Bytes(9, [0x0A, 0x01, 0xFF]);
        });

        IReadOnlyDictionary<string, object?> read = OtlpModel.Span(span, [], []).Attributes;

        read["text"].Should().Be("é");
        read["bool"].Should().Be(true);
        read["double"].Should().BeOfType<double>().And.Be(1.0);
        read["bytes"].Should().Be("AAE=");
        read["none"].Should().BeNull();
        read["list"].Should().BeEquivalentTo(new object[] { "x" });
        ((IReadOnlyDictionary<string, object?>)read["map"]!)["k"].Should().Be(1L);
        read.Should().ContainKey("\ufffd");
    }

    [Fact]
    public void Times_that_no_signed_number_holds_and_an_end_before_the_start_are_kept_in_range()
    {
        TraceSpan far = OtlpModel.Span(Message(w => w.Fixed64(7, ulong.MaxValue)), [], []);
        (far.StartUnixNanoseconds, far.StartTime.Year, far.DurationNanoseconds).Should().Be((long.MaxValue, 2262, 0));
    }

    [Fact]
    public void A_log_record_is_read_with_its_request_id_and_what_tells_its_instance()
    {
        byte[] record = Message(w =>
        {
            w.Fixed64(1, 1767323045678901234);
            w.Varint(2, 13);
            w.Text(3, "WARN");
            Nested(w, 5, v => v.Text(1, "slow"));
            Attribute(w, 6, "request_id", v => v.Text(1, "r-1"));
            Attribute(w, 6, "http.request.id", v => v.Text(1, "r-1"));
            Attribute(w, 6, "service.version", v => v.Text(1, "own"));
            w.Bytes(9, Convert.FromHexString("0af7651916cd43dd8448eb211c80319c"));
            w.Bytes(10, Convert.FromHexString("b7ad6b7169203331"));
            w.Fixed64(11, 1);
            w.Text(12, "mem0.slow");
        });
        byte[] resource = Message(w =>
        {
            foreach (string key in new[] { "service.name", "service.version", "service.instance.id", "container.name", "host.name" })
                Attribute(w, 1, key, v => v.Text(1, "of " + key));
        });

        LogEntry entry = OtlpModel.Log(record, resource, "7");

        (entry.Id, entry.Service, entry.Level, entry.Message, entry.TraceId, entry.SpanId, entry.RequestId).Should().Be(
            ("7", "of service.name", "Warning", "slow", "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "r-1"));
        entry.UnixNanoseconds.Should().Be(1767323045678901234);
        entry.Attributes.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["service.version"] = "own",
            ["service.instance.id"] = "of service.instance.id",
            ["container.name"] = "of container.name",
            ["event.name"] = "mem0.slow",
        });
    }

    [Fact]
    public void A_record_without_time_level_or_text_is_still_a_record()
    {
        LogEntry entry = OtlpModel.Log(Message(w =>
        {
            w.Fixed64(11, 5);
            w.Text(3, "ERROR2");
            w.Bytes(9, new byte[16]);
            Nested(w, 5, v => Nested(v, 6, m => Attribute(m, 1, "ü", i => i.Fixed64(4, BitConverter.DoubleToUInt64Bits(2)))));
        }), [], "1");

        (entry.UnixNanoseconds, entry.Level, entry.TraceId, entry.Message).Should().Be((5, "Error", null, """{"ü":2.0}"""));
        OtlpModel.Log([], [], "2").Level.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "Trace")]
    [InlineData(4, "Trace")]
    [InlineData(5, "Debug")]
    [InlineData(9, "Information")]
    [InlineData(16, "Warning")]
    [InlineData(20, "Error")]
    [InlineData(24, "Fatal")]
    [InlineData(25, "")]
    public void A_severity_number_has_its_level(ulong number, string level) =>
        OtlpModel.Log(Message(w => w.Varint(2, number)), [], "").Level.Should().Be(level);

    [Fact]
    public void Random_bytes_are_a_message_or_the_one_exception() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            Only(() => OtlpModel.Span(bytes, bytes, bytes));
            Only(() => OtlpModel.Log(bytes, bytes, ""));
        },
        iter: 5000,
        threads: 1);

    [Fact]
    public void A_value_nested_without_end_is_refused_before_the_stack_is()
    {
        byte[] value = [];
        for (int i = 0; i < 5000; i++)
        {
            byte[] inner = value;
            value = Message(w => Nested(w, 5, l => l.Bytes(1, inner)));
        }

        ((Action)(() => OtlpModel.Log(Message(w => w.Bytes(5, value)), [], ""))).Should().Throw<MalformedProtobufException>();
    }

    private static void Only(Action read)
    {
        try
        {
            read();
        }
        catch (MalformedProtobufException)
        {
        }
    }

    private static byte[] Message(Action<ProtoWriter> write)
    {
        var writer = new ProtoWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    private static void Nested(ProtoWriter writer, int field, Action<ProtoWriter> write)
    {
        int start = writer.BeginMessage(field);
        write(writer);
        writer.EndMessage(start);
    }

    private static void Attribute(ProtoWriter writer, int field, string key, Action<ProtoWriter> value) => Nested(writer, field, pair =>
    {
        pair.Text(1, key);
        Nested(pair, 2, value);
    });
}
