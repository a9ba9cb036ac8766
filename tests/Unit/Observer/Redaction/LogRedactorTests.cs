using System.Buffers;
using System.Text;
using CsCheck;
using Mem0Observability.Observer.Redaction;

namespace Mem0Observability.Tests.Unit.Observer.Redaction;

public sealed class LogRedactorTests
{
    [Theory]
    // What mem0 2.x logs.
    [InlineData("Updating memory with data='Likes pizza'", "Updating memory with data='[redacted]'")]
    [InlineData("""Updating memory with data="Bob's wife is Eve" """, """Updating memory with data="[redacted]" """)]
    [InlineData("Updating memory with ID memory_id='0f8c' with data='He said \"it\\'s\" twice' end", "Updating memory with ID memory_id='0f8c' with data='[redacted]' end")]
    [InlineData("Updating memory with data={'k': 'Likes pizza'}", "Updating memory with data=[redacted]")]
    [InlineData("Creating memory with data=Likes pizza and tea\nnext", "Creating memory with data=[redacted]\nnext")]
    [InlineData("Skipping invalid message format: {'role': 'user', 'x': 'my secret'}", "Skipping invalid message format: [redacted]")]
    [InlineData("Skipping invalid message format (async): ['my secret']", "Skipping invalid message format (async): [redacted]")]
    [InlineData("Skipping duplicate memory (hash match): Likes pizza", "Skipping duplicate memory (hash match): [redacted]")]
    [InlineData("Entity upsert failed for 'Alice Miller': timeout", "Entity upsert failed for '[redacted]': timeout")]
    // mem0 1.x and OpenMemory.
    [InlineData("{'id': '0', 'text': 'Likes pizza', 'event': 'UPDATE', 'old_memory': \"Doesn't\"}", "{'id': '0', 'text': '[redacted]', 'event': 'UPDATE', 'old_memory': \"[redacted]\"}")]
    [InlineData("Qdrant response: {'results': [{'id': 'a', 'memory': 'Likes pizza', 'event': 'ADD'}]}", "Qdrant response: {'results': [{'id': 'a', 'memory': '[redacted]', 'event': 'ADD'}]}")]
    [InlineData("messages=[{'role': 'user', 'content': 'hi (there'}] done", "messages=[redacted] done")]
    [InlineData("with config: {'user': 'postgres', 'password': 'hunter2', 'port': 5432}", "with config: {'user': 'postgres', 'password': '[redacted]', 'port': 5432}")]
    // JSON, and JSON inside JSON.
    [InlineData("""{"messages": [{"role":"user","content":"hi"}], "n":1}""", """{"messages": "[redacted]", "n":1}""")]
    [InlineData("""{"b":"{\"memories\":[\"x\"]}"}""", """{"b":"{\"memories\":\"[redacted]\"}"}""")]
    [InlineData("""{"level":"info","content":"Likes \"pizza\" a lot","n":1}""", """{"level":"info","content":"[redacted]","n":1}""")]
    [InlineData("""{"message":"Updating memory with data='Likes pizza'","n":1}""", """{"message":"Updating memory with data='[redacted]'","n":1}""")]
    [InlineData("""{"message":"Updating memory with data=\"Bob's\"","n":1}""", """{"message":"Updating memory with data=\"[redacted]\"","n":1}""")]
    [InlineData("""{"message":"Skipping invalid message format: {'a': \"b\"}","n":1}""", """{"message":"Skipping invalid message format: [redacted]","n":1}""")]
    [InlineData("""{"body":"{\"text\": \"Likes pizza\", \"n\": 2}"}""", """{"body":"{\"text\": \"[redacted]\", \"n\": 2}"}""")]
    // Query strings.
    [InlineData("""172.18.0.5:51234 - "GET /memories?user_id=alice HTTP/1.1" 200 OK""", """172.18.0.5:51234 - "GET /memories?[redacted] HTTP/1.1" 200 OK""")]
    [InlineData("see https://api.example.org/v1/search?q=a+b&limit=3 now", "see https://api.example.org/v1/search?[redacted] now")]
    // Addresses.
    [InlineData("user alice.b+c@mail.example.org logged in", "user [redacted] logged in")]
    [InlineData("DETAIL:  Key (email)=(alice@example.org) already exists.", "DETAIL:  Key (email)=[redacted] already exists.")]
    [InlineData("connect to postgresql://mem0:pa55@db:5432/x failed", "connect to postgresql://[redacted]@db:5432/x failed")]
    // Keys and tokens.
    [InlineData("Incorrect API key provided: sk-proj-abc123DEF456ghi789. Check", "Incorrect API key provided: [redacted]. Check")]
    [InlineData("key m0-AbCd1234567890efGH used", "key [redacted] used")]
    [InlineData("Authorization: Bearer abc.def.123", "Authorization: [redacted]")]
    [InlineData("{'Authorization': 'Bearer abc', 'X-API-Key': 'xyz', 'Accept': '*/*'}", "{'Authorization': '[redacted]', 'X-API-Key': '[redacted]', 'Accept': '*/*'}")]
    [InlineData("sent Bearer abcdef0123456789 to it", "sent Bearer [redacted] to it")]
    [InlineData("t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P x", "t [redacted] x")]
    [InlineData("OPENAI_API_KEY=abc password=hunter2, token: xyz;", "OPENAI_API_KEY=[redacted] password=[redacted], token: [redacted];")]
    // Databases.
    [InlineData("DETAIL:  Failing row contains (1, Likes (pizza), null).", "DETAIL:  Failing row contains [redacted].")]
    [InlineData("[parameters: {'content': 'Likes pizza'}]", "[parameters: [redacted]")]
    public void What_is_private_goes_and_the_rest_stays(string text, string expected) => Redact(text).Should().Be(expected);

    [Theory]
    [InlineData("2026-08-22 19:04:24,123 - INFO - [a1b2c3d4] Total existing memories: 3")]
    [InlineData("INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)")]
    [InlineData("INFO:     172.18.0.5:51234 - \"POST /search HTTP/1.1\" 200 OK")]
    [InlineData("Deleting memory with memory_id='0f8c5a50-1d5f-4a1e-9df5-5fbcd3c86f4a'")]
    [InlineData("ts=2026-08-22T19:04:24.123Z caller=main.go:12 level=info msg=\"Loading configuration file\" filename=/etc/x.yml")]
    [InlineData("level=warn msg=\"Error evaluating\" query=\"sum(rate(x[5m]))\"")]
    [InlineData("installed mem0ai@2.0.18 and sk-learn, m0-client; max_tokens: 100, prompt tokens=5")]
    [InlineData("Really? Yes, 3 of 4 / what? ok")]
    [InlineData("2026-08-22 19:04:24.123 UTC [57] LOG:  checkpoint complete: wrote 12 buffers; data=5")]
    [InlineData("{\"password\": null, \"token\": {\"count\": 2}, \"data\": {\"rows\": 2}, \"text\": 5}")]
    [InlineData("  File \"/app/main.py\", line 12, in data")]
    [InlineData("")]
    public void Nothing_else_is_touched(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        new LogRedactor().TryRedact(Encoding.UTF8.GetBytes(text), output).Should().BeFalse();
        output.WrittenCount.Should().Be(0);
    }

    [Theory]
    [InlineData("?")]
    [InlineData(":")]
    [InlineData("a:")]
    [InlineData("@")]
    [InlineData("x@")]
    [InlineData("x?")]
    [InlineData("':")]
    [InlineData("sk-")]
    [InlineData("data={[")]
    [InlineData("eyJ ")]
    [InlineData("Entity ':")]
    [InlineData("token:{")]
    [InlineData("query=\"")]
    [InlineData("DETAIL: ")]
    [InlineData("/x?a ")]
    [InlineData("\"data\":[")]
    public void A_hostile_line_costs_no_more_than_its_length(string piece)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 256 * 1024 / piece.Length)));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        new LogRedactor().TryRedact(text, new ArrayBufferWriter<byte>());

        // 20 ms; a quarter of a megabyte squared would take much longer even on a busy machine.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Any_bytes_are_put_up_with() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 200],
            OneOf("data=", "'", "\"", "\\", "{", "[", ")", "@", "a.b", "?", "/x", ":", " ", "\n", "Bearer ", "eyJ", "sk-", "password", "DETAIL:  ", "Key (", "contains (", " failed for '", "Entity ", "Skipping invalid message format", "=")
                .Array[0, 12].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))))
        .Sample(bytes =>
        {
            var output = new ArrayBufferWriter<byte>();
            bool changed = new LogRedactor().TryRedact(bytes, output);
            return changed == (output.WrittenCount > 0);
        });

    [Fact]
    public void Secrets_are_gone_wherever_they_stand() =>
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 0, 40], OneOf("a.b@example.org", "sk-abcdefgh12345678", "?user_id=zzz1", "password='zzz1'", "'memory': 'zzz1'"), Gen.String[Gen.Char['a', 'z'], 0, 20])
        .Sample((before, secret, after) =>
        {
            string redacted = Redact($"{before} /x{(secret[0] == '?' ? "" : " ")}{secret} {after}");
            return !redacted.Contains("zzz1", StringComparison.Ordinal) && !redacted.Contains("a.b@", StringComparison.Ordinal) && !redacted.Contains("sk-abc", StringComparison.Ordinal);
        });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Redact(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        return new LogRedactor().TryRedact(Encoding.UTF8.GetBytes(text), output) ? Encoding.UTF8.GetString(output.WrittenSpan) : text;
    }
}
