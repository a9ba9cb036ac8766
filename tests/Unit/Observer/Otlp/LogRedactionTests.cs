using System.Buffers;
using System.Text;
using Mem0Observability.Observer.Redaction;
using static Mem0Observability.Tests.Unit.Observer.Otlp.OtlpMessages;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

public sealed class LogRedactionTests
{
    [Fact]
    public void Body_and_attributes_are_rewritten_at_every_depth()
    {
        var nested = Message(v => v.Bytes(5, Message(list => list.Bytes(1, Message(m => m.Bytes(6, Message(map => map.Bytes(1, Attribute("k", "a secret")))))))));
        var record = Log(Now, "my secret", Attribute("note", "secret"), Attribute("deep", nested));

        var row = Decoding.Logs(Request("mem0", Log(Now, "plain"), record), new NoSecrets()).Rows[1];

        var kept = Message(v => v.Bytes(5, Message(list => list.Bytes(1, Message(m => m.Bytes(6, Message(map => map.Bytes(1, Attribute("k", "a ***")))))))));
        row.Message.Should().Equal(Log(Now, "my ***", Attribute("note", "***"), Attribute("deep", kept)));
    }

    [Fact]
    public void A_record_without_secrets_stays_as_it_came()
    {
        var record = Log(Now, "plain", Attribute("request_id", "r"));

        var row = Decoding.Logs(Request("mem0", record), new NoSecrets()).Rows.Single();

        row.Message.Should().Equal(record);
    }

    [Fact]
    public void Fields_of_every_kind_survive_a_rewrite()
    {
        byte[] rest = Message(log =>
        {
            log.Text(3, "INFO");
            log.Fixed32(8, 1);
            log.Bytes(9, TraceId);
            log.Bytes(10, SpanId);
            log.Bytes(6, Attribute("n", Message(v => v.Varint(3, 7))));
            log.Text(77, "from the future");
        });

        var row = Decoding.Logs(Request("mem0", [.. Log(Now, "secret"), .. rest]), new NoSecrets()).Rows.Single();

        row.Message.Should().Equal([.. Log(Now, "***"), .. rest]);
    }

    [Fact]
    public void Undated_records_are_redacted_too()
    {
        var row = Decoding.Logs(Request("mem0", Message(log => log.Bytes(5, TextValue("secret")))), new NoSecrets()).Rows.Single();

        row.Message.Should().Equal(Message(log =>
        {
            log.Bytes(5, TextValue("***"));
            log.Fixed64(11, Now);
        }));
    }

    private sealed class NoSecrets : ILogRedactor
    {
        public bool TryRedact(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
        {
            if (utf8.IndexOf("secret"u8) < 0)
                return false;
            output.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8).Replace("secret", "***", StringComparison.Ordinal)));
            return true;
        }
    }
}
