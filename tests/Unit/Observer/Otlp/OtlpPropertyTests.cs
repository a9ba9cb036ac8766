using CsCheck;
using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Otlp.Json;
using Mem0Observability.Observer.Wire;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>What must hold for any bytes and any span.</summary>
public sealed class OtlpPropertyTests
{
    private static readonly Gen<OtlpSignal> s_signal = Gen.Bool.Select(traces => traces ? OtlpSignal.Traces : OtlpSignal.Logs);

    private static readonly byte[] s_valid = Request(
        "mem0",
        [.. Span(kind: 3, attributes: [Attribute("db.system", "postgresql"), Attribute("deep", NestedValue(6))]), .. Message(s =>
        {
            s.Bytes(11, Message(e => e.Text(2, "retry")));
            s.Bytes(13, Message(l => l.Bytes(1, TraceId)));
            s.Bytes(15, Message(status => status.Text(2, "broken")));
        })],
        Log(Now, "a line", Attribute("request_id", "r")));

    private static readonly Gen<SpanModel> s_span = Gen.Select(
        Gen.Byte.Array[16], Gen.Byte.Array[8], Gen.Int[0, 5], Gen.Long[0, 3_000_000_000_000], Gen.Long[0, 10_000_000_000], Gen.String[Gen.Char.AlphaNumeric, 0, 40], Gen.Int[0, 2],
        (trace, span, kind, age, duration, name, status) => new SpanModel(trace, span, kind, Now - (ulong)age, (ulong)duration, name, status));

    [Fact]
    public void Random_bytes_are_decoded_or_malformed() => Gen.Select(Gen.Byte.Array[0, 200], s_signal).Sample(
        (bytes, signal) => DecodesOrIsMalformed(bytes, signal), iter: 20_000);

    [Fact]
    public void Damaged_requests_are_decoded_or_malformed() => Gen.Select(Gen.Int[0, s_valid.Length - 1], Gen.Byte, Gen.Int[0, s_valid.Length], s_signal).Sample(
        (at, value, length, signal) =>
        {
            byte[] flipped = [.. s_valid];
            flipped[at] = value;
            return DecodesOrIsMalformed(flipped, signal) && DecodesOrIsMalformed(flipped[..length], signal);
        },
        iter: 20_000);

    [Fact]
    public void Random_text_is_transcoded_or_malformed() => Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.String["{}[]\":,0eE+-.\\utrnaf"].Select(System.Text.Encoding.UTF8.GetBytes)).Sample(
        text => Succeeds(() => JsonTranscoder.Transcode(OtlpSchema.Request(OtlpSignal.Traces), text, new ProtoWriter())), iter: 20_000);

    [Fact]
    public void Damaged_JSON_is_transcoded_or_malformed()
    {
        var valid = OtlpJsonText.Request("mem0", OtlpJsonText.Span(new SpanModel(TraceId, SpanId, 3, Now, 5, "n", 1)));
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Char[' ', '~']).Sample(
            (at, value) => Succeeds(() => JsonTranscoder.Transcode(
                OtlpSchema.Request(OtlpSignal.Traces),
                System.Text.Encoding.UTF8.GetBytes($"{valid[..at]}{value}{valid[(at + 1)..]}"),
                new ProtoWriter())),
            iter: 20_000);
    }

    [Fact]
    public void What_a_client_writes_arrives_in_the_rows() => s_span.Array[0, 20].Sample(spans =>
    {
        var (rows, rejections) = Decoding.Traces(Request("mem0", [.. spans.Select(span => span.Write())]));
        var kept = spans.Where(span => span.HasIds).ToArray();
        return rejections.Total == spans.Length - kept.Length && rows.Zip(kept).All(pair => pair.Second.Equals(pair.First)) && rows.Count == kept.Length;
    });

    [Fact]
    public void JSON_and_protobuf_say_the_same() => s_span.Array[0, 5].Sample(spans =>
    {
        var json = OtlpJsonText.Request("mem0", [.. spans.Select(OtlpJsonText.Span)]);
        var output = new ProtoWriter();
        JsonTranscoder.Transcode(OtlpSchema.Request(OtlpSignal.Traces), System.Text.Encoding.UTF8.GetBytes(json), output);

        var fromJson = Decoding.Traces(output.Written.ToArray()).Rows;
        var fromProtobuf = Decoding.Traces(Request("mem0", [.. spans.Select(span => span.Write())])).Rows;
        return fromJson.Count == fromProtobuf.Count && fromJson.Zip(fromProtobuf).All(pair => pair.First.Message.AsSpan().SequenceEqual(pair.Second.Message));
    });

    private static bool DecodesOrIsMalformed(byte[] bytes, OtlpSignal signal) =>
        Succeeds(() => Decoding.Run(bytes, signal, null)) && Succeeds(() => MetricPoints.Count(bytes));

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
        }
        catch (MalformedProtobufException)
        {
            // The one answer besides success.
        }

        return true;
    }
}
