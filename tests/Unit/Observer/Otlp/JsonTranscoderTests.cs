using System.Text;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Otlp.Json;
using Mem0Observability.Observer.Wire;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class JsonTranscoderTests
{
    [Theory]
    [InlineData("""{"stringValue":"a"}""", "string")]
    [InlineData("""{"string_value":"a"}""", "string")]
    [InlineData("""{"stringValue":""}""", "empty string")]
    [InlineData("""{"boolValue":true}""", "bool")]
    [InlineData("""{"intValue":"-5"}""", "int")]
    [InlineData("""{"intValue":-5}""", "int")]
    [InlineData("""{"intValue":-5.0e0}""", "int")]
    [InlineData("""{"doubleValue":1.5}""", "double")]
    [InlineData("""{"doubleValue":"1.5"}""", "double")]
    [InlineData("""{"doubleValue":"-Infinity"}""", "infinity")]
    [InlineData("""{"bytesValue":"//8="}""", "bytes")]
    [InlineData("""{"bytesValue":"__8"}""", "bytes")]
    [InlineData("""{"arrayValue":{"values":[{"intValue":1},{}]}}""", "list")]
    [InlineData("""{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}}]}}""", "map")]
    [InlineData("""{"newValue":[{"x":1}],"stringValue":"a"}""", "string")]
    [InlineData("""{"intValue":null}""", "nothing")]
    public void Each_kind_of_value_is_known_in_each_spelling(string json, string kind)
    {
        var expected = Message(value =>
        {
            switch (kind)
            {
                case "string":
                    value.Text(1, "a");
                    break;
                case "empty string":
                    value.Text(1, "");
                    break;
                case "bool":
                    value.Varint(2, 1);
                    break;
                case "int":
                    value.Varint(3, unchecked((ulong)-5L));
                    break;
                case "double":
                    value.Fixed64(4, BitConverter.DoubleToUInt64Bits(1.5));
                    break;
                case "infinity":
                    value.Fixed64(4, BitConverter.DoubleToUInt64Bits(double.NegativeInfinity));
                    break;
                case "bytes":
                    value.Bytes(7, [0xff, 0xff]);
                    break;
                case "list":
                    value.Bytes(5, Message(list =>
                    {
                        list.Bytes(1, Message(v => v.Varint(3, 1)));
                        list.Bytes(1, []);
                    }));
                    break;
                case "map":
                    value.Bytes(6, Message(map => map.Bytes(1, Attribute("k", Message(v => v.Varint(2, 0))))));
                    break;
                default:
                    break;
            }
        });

        Log($$"""{"body":{{json}}}""").Should().Equal(Message(log => log.Bytes(5, expected)));
    }

    [Theory]
    [InlineData("""{"severityNumber":17}""")]
    [InlineData("""{"severityNumber":"17"}""")]
    [InlineData("""{"severity_number":"SEVERITY_NUMBER_ERROR"}""")]
    public void An_enum_is_a_number_or_a_name(string json) => Log(json).Should().Equal(Message(log => log.Varint(2, 17)));

    [Fact]
    public void Ids_are_hexadecimal() => Log("""{"traceId":"0102030405060708090A0b0c0d0e0f10","spanId":""}""").Should().Equal(Message(log =>
    {
        log.Bytes(9, TraceId);
        log.Bytes(10, []);
    }));

    [Fact]
    public void Times_of_the_whole_range_are_exact() => Log("""{"timeUnixNano":"18446744073709551615","observedTimeUnixNano":1767323045678000001}""").Should().Equal(Message(log =>
    {
        log.Fixed64(1, ulong.MaxValue);
        log.Fixed64(11, 1767323045678000001);
    }));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"resourceLogs\":[]} x")]
    [InlineData("{\"resourceLogs\":{}}")]
    [InlineData("{\"resourceLogs\":[[]]}")]
    [InlineData("{\"resourceLogs\":[1]}")]
    [InlineData("{\"resourceLogs\":[")]
    public void A_wrong_document_is_malformed(string json) => ((Action)(() => Transcode(json))).Should().Throw<MalformedProtobufException>();

    [Theory]
    [InlineData("""{"traceId":"xyz"}""")]
    [InlineData("""{"traceId":"01020304050607080910111213141516aa"}""")]
    [InlineData("""{"traceId":7}""")]
    [InlineData("""{"timeUnixNano":"soon"}""")]
    [InlineData("""{"timeUnixNano":1.5}""")]
    [InlineData("""{"timeUnixNano":36893488147419103232}""")]
    [InlineData("""{"severityNumber":"SEVERITY_NUMBER_LOUD"}""")]
    [InlineData("""{"severityText":5}""")]
    [InlineData("""{"severityText":["a"]}""")]
    [InlineData("""{"severityText":"\ud800"}""")]
    [InlineData("""{"body":{"bytesValue":"*"}}""")]
    [InlineData("""{"body":{"boolValue":"yes"}}""")]
    [InlineData("""{"body":{"doubleValue":"much"}}""")]
    public void A_wrong_value_is_malformed(string json) => ((Action)(() => Log(json))).Should().Throw<MalformedProtobufException>();

    [Theory]
    [InlineData(OtlpValue.MaxDepth, true)]
    [InlineData(OtlpValue.MaxDepth + 1, false)]
    [InlineData(10_000, false)]
    public void Nesting_ends_where_it_ends_in_protobuf(int depth, bool taken)
    {
        var value = new StringBuilder();
        for (var level = 1; level < depth; level++)
            value.Append("""{"kvlistValue":{"values":[{"key":"k","value":""");
        value.Append("{}");
        for (var level = 1; level < depth; level++)
            value.Append("}]}}");

        var decode = () => Decoding.Logs(Transcode(LogRequest($$"""{"body":{{value}}}""")));

        if (taken)
            decode().Rows.Should().ContainSingle();
        else
            decode.Should().Throw<MalformedProtobufException>();
    }

    private static byte[] Log(string record) => RecordOf(Transcode(LogRequest(record)));

    private static string LogRequest(string record) => $$"""{"resource_logs":[{"scope_logs":[{"log_records":[{{record}}]}]}]}""";

    private static byte[] RecordOf(byte[] request)
    {
        var message = request;
        foreach (var expected in new[] { 1, 2, 2 })
        {
            var reader = new ProtoReader(message);
            reader.TryReadTag(out var field, out _).Should().BeTrue();
            field.Should().Be(expected);
            message = reader.ReadBytes().ToArray();
        }

        return message;
    }

    private static byte[] Transcode(string json)
    {
        var output = new ProtoWriter();
        JsonTranscoder.Transcode(OtlpSchema.Request(OtlpSignal.Logs), Encoding.UTF8.GetBytes(json), output);
        return output.Written.ToArray();
    }
}
