using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;
using Mem0Observability.Signals.Logs;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class OtlpDecoderTests
{
    private const ulong Day = 86_400 * Second;

    [Fact]
    public void A_span_becomes_a_row_that_points_at_it()
    {
        var span = Span(name: "POST /memories");

        var (rows, rejections) = Decoding.Traces(Request("mem0", span));

        var row = rows.Should().ContainSingle().Subject;
        rejections.Total.Should().Be(0);
        row.Service.Should().Be("mem0");
        row.Operation.Should().Be("POST /memories");
        row.Message.Should().Equal(span);
        StoredContext.Resource(row.Context).ToArray().Should().Equal(Resource("mem0"));
        StoredContext.Scope(row.Context).ToArray().Should().Equal(Message(s => s.Text(1, "library")));
        row.Span.TraceHigh.Should().Be(0x0102030405060708);
        row.Span.TraceLow.Should().Be(0x090a0b0c0d0e0f10);
        row.Span.SpanId.Should().Be(0x1112131415161718);
        row.Span.ParentId.Should().Be(0);
        row.Span.Start.Should().Be((long)(Now - Second));
        row.Span.Duration.Should().Be((long)Second);
        row.Span.Kind.Should().Be(2);
    }

    [Fact]
    public void Parent_and_status_are_read()
    {
        byte[] span = [.. Span(), .. Message(s =>
        {
            s.Bytes(4, [0, 0, 0, 0, 0, 0, 0, 9]);
            s.Bytes(15, Message(status => status.Varint(3, 2)));
        })];

        var row = Decoding.Traces(Request("mem0", span)).Rows.Single().Span;

        row.ParentId.Should().Be(9);
        row.Status.Should().Be(2);
    }

    [Theory]
    [InlineData("", PeerKind.None, null)]
    [InlineData("http.route=/x", PeerKind.None, null)]
    [InlineData("server.address=db.local,db.system.name=postgresql", PeerKind.Database, "postgresql")]
    [InlineData("db.name=mem0,db.system=redis", PeerKind.Database, "redis")]
    [InlineData("db.name=mem0,db.namespace=vectors", PeerKind.Database, "vectors")]
    [InlineData("db.name=mem0", PeerKind.Database, "mem0")]
    [InlineData("server.address=api.openai.com,gen_ai.system=openai", PeerKind.Named, "openai")]
    [InlineData("gen_ai.system=x,gen_ai.provider.name=openai", PeerKind.Named, "openai")]
    [InlineData("server.address=qdrant,peer.service=vectors", PeerKind.Named, "vectors")]
    [InlineData("server.address=qdrant", PeerKind.Named, "qdrant")]
    public void The_peer_of_a_client_span_comes_from_its_most_telling_attribute(string attributes, object kind, string? peer)
    {
        byte[][] written = [.. attributes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => Attribute(a.Split('=')[0], a.Split('=')[1]))];

        var row = Decoding.Traces(Request("mem0", Span(kind: 3, attributes: written))).Rows.Single();

        row.Span.PeerKind.Should().Be((PeerKind)kind);
        row.Peer.Should().Be(peer);
        Decoding.Traces(Request("mem0", Span(kind: 2, attributes: written))).Rows.Single().Peer.Should().BeNull("a server span calls nobody");
    }

    [Fact]
    public void A_process_without_a_name_is_an_unknown_service() =>
        Decoding.Traces(Request((string?)null, Span())).Rows.Single().Service.Should().Be("unknown_service");

    [Fact]
    public void An_end_before_the_start_is_no_duration() =>
        Decoding.Traces(Request("mem0", Span(start: Now, end: Now - Second))).Rows.Single().Span.Duration.Should().Be(0);

    [Fact]
    public void Spans_without_ids_are_rejected_one_by_one()
    {
        var (rows, rejections) = Decoding.Traces(Request(
            "mem0", Span(traceId: new byte[16]), Span(spanId: []), Span(name: "kept"), Span(spanId: new byte[8])));

        rows.Should().ContainSingle().Which.Operation.Should().Be("kept");
        rejections.ByReason.Should().Equal(("invalid_id", 3));
        rejections.Describe().Should().Be("3 without a trace id or span id");
    }

    [Theory]
    [InlineData("1970")]
    [InlineData("an hour and a second ahead")]
    [InlineData("seven days and a second old")]
    [InlineData("2300")]
    [InlineData("the last there is")]
    public void Records_of_another_time_are_rejected_one_by_one(string when)
    {
        var time = when switch
        {
            "1970" => 1ul,
            "an hour and a second ahead" => Now + (3601 * Second),
            "seven days and a second old" => Now - (7 * Day) - Second,
            "2300" => 10_413_792_000 * Second,
            _ => ulong.MaxValue,
        };

        var (spans, spanRejections) = Decoding.Traces(Request("mem0", Span(start: time, end: time), Span()));
        var (logs, logRejections) = Decoding.Logs(Request("mem0", Log(time, "wrong"), Log(Now, "right")));

        spans.Should().ContainSingle();
        logs.Should().ContainSingle();
        spanRejections.ByReason.Should().Equal(("time_out_of_range", 1));
        logRejections.ByReason.Should().Equal(("time_out_of_range", 1));
    }

    [Fact]
    public void A_span_that_ends_in_2300_is_rejected() =>
        Decoding.Traces(Request("mem0", Span(end: 10_413_792_000 * Second))).Rejections.Total.Should().Be(1);

    [Fact]
    public void The_edges_of_the_window_are_inside()
    {
        Decoding.Logs(Request("mem0", Log(Now - (7 * Day), "old"), Log(Now + (3600 * Second), "new"))).Rows.Should().HaveCount(2);
    }

    [Fact]
    public void A_log_record_without_a_time_has_the_time_when_it_was_observed()
    {
        var record = Message(log =>
        {
            log.Fixed64(1, 0);
            log.Fixed64(11, Now - 5);
        });

        Decoding.Logs(Request("mem0", record)).Rows.Single().Log.Time.Should().Be((long)Now - 5);
    }

    [Fact]
    public void A_log_record_without_any_time_is_stamped_with_its_arrival()
    {
        var record = Message(log => log.Bytes(5, TextValue("undated")));

        var rows = Decoding.Logs(Request("mem0", Log(Now, "first"), record, record)).Rows;

        rows.Select(row => row.Log.Time).Should().Equal((long)Now, (long)Now, (long)Now);
        rows[1].Message.Should().Equal([.. record, .. Message(stamp => stamp.Fixed64(11, Now))]);
        rows[2].Message.Should().Equal(rows[1].Message);
    }

    [Theory]
    [InlineData(17, "", 17)]
    [InlineData(17, "info", 17)]
    [InlineData(0, "WARNING", 13)]
    [InlineData(0, "Critical", 21)]
    [InlineData(0, "loud", 0)]
    [InlineData(99, "error", 17)]
    public void Severity_comes_from_the_number_or_else_from_a_known_name(int number, string text, int expected)
    {
        var record = Message(log =>
        {
            log.Fixed64(1, Now);
            log.Varint(2, (ulong)number);
            log.Text(3, text);
        });

        Decoding.Logs(Request("mem0", record)).Rows.Single().Log.Severity.Should().Be((byte)expected);
    }

    /// <summary>Searches go by the number, answers show the text's level.</summary>
    [Fact]
    public void Each_spelling_of_a_level_is_stored_as_the_level_that_is_shown()
    {
        string[] endings = ["", "1", "2", "3", "4", "5"];
        var texts = LogLevels.Names.SelectMany(LogLevels.Spellings).Append("loud").SelectMany(name => endings.Select(ending => name.ToUpperInvariant() + ending));
        foreach (var text in texts)
        {
            var record = Message(log =>
            {
                log.Fixed64(1, Now);
                log.Text(3, text);
            });
            var stored = Decoding.Logs(Request("mem0", record)).Rows.Single().Log.Severity;
            LogLevels.Of(stored).Should().Be(OtlpModel.Log(record, [], "").Level, "the sender says {0}", text);
        }
    }

    [Theory]
    [InlineData("request_id")]
    [InlineData("request.id")]
    [InlineData("http.request.id")]
    public void The_request_id_of_a_log_record_is_hashed(string key) =>
        Decoding.Logs(Request("mem0", Log(Now, "x", Attribute(key, "r-1")))).Rows.Single().Log.Request.Should().Be(TelemetryBatch.Hash("r-1"u8));

    [Fact]
    public void Of_several_request_ids_the_same_counts_in_any_order()
    {
        byte[][] ids = [Attribute("http.request.id", "c"), Attribute("request_id", "a"), Attribute("request.id", "b")];

        foreach (var order in new[] { ids, [.. ids.Reverse()] })
            Decoding.Logs(Request("mem0", Log(Now, "x", order))).Rows.Single().Log.Request.Should().Be(TelemetryBatch.Hash("a"u8));
    }

    [Fact]
    public void A_log_record_may_belong_to_no_trace() =>
        Decoding.Logs(Request("mem0", Log(Now, "x"))).Rows.Single().Log.TraceLow.Should().Be(0);

    [Fact]
    public void Rows_of_one_scope_share_their_context()
    {
        var request = Request("mem0", Span(), Span());

        var rows = Decoding.Traces([.. request, .. request, .. Request("other", Span())]).Rows;

        rows.Select(row => row.Span.Context).Should().Equal(0, 0, 0, 0, 1);
    }

    [Fact]
    public void A_huge_resource_is_not_carried_along()
    {
        var (rows, rejections) = Decoding.Traces(Request(new string('x', 70_000), Span()));

        rows.Should().BeEmpty();
        rejections.ByReason.Should().Equal(("context_too_large", 1));
    }

    [Fact]
    public void Tiny_records_do_not_fill_the_memory()
    {
        var request = Request("mem0", [.. Enumerable.Repeat<byte[]>([], 200_010)]);

        var (rows, rejections) = Decoding.Logs(request);

        rows.Should().HaveCount(200_000);
        rejections.ByReason.Should().Equal(("too_many_records", 10));
    }

    [Fact]
    public void Fields_of_a_newer_protocol_are_kept_and_not_understood()
    {
        byte[] span = [.. Span(), .. Message(s => s.Text(99, "new"))];

        Decoding.Traces(Request("mem0", span)).Rows.Single().Message.Should().Equal(span);
    }
}
