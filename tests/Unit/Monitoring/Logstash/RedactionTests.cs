using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>What must not be stored does not get through Logstash, nor through the collector.</summary>
public sealed partial class RedactionTests
{
    private static readonly LogstashConfig s_config = LogstashConfig.Parse(Shipped.Text("logstash.conf"));

    private static readonly string[] s_secrets = ["Likes pizza", "hunter2", "alice@example.org", "abc123DEF456ghi789", "zzz1", "my secret"];

    public static TheoryData<string> Lines =>
    [
        "Updating memory with data='Likes pizza'",
        "Updating memory with data=\"Likes pizza\" ",
        "Creating memory with data=Likes pizza and tea",
        "Skipping invalid message format: {'role': 'user', 'x': 'my secret'}",
        "Skipping duplicate memory (hash match): Likes pizza",
        "Entity upsert failed for 'Likes pizza': timeout",
        "{'id': '0', 'text': 'Likes pizza', 'event': 'UPDATE', 'old_memory': \"Likes pizza\"}",
        "with config: {'user': 'postgres', 'password': 'hunter2', 'port': 5432}",
        """{"level":"info","content":"Likes pizza","message":"m"}""",
        """{"message":"Updating memory with data='Likes pizza'","n":1}""",
        """{"message":"x","body":"{\"text\": \"Likes pizza\", \"n\": 2}"}""",
        """{"message":"x","messages":[{"role":"user","content":"Likes pizza"}],"facts":["my secret"]}""",
        """172.18.0.5:51234 - "GET /memories?user_id=zzz1 HTTP/1.1" 200 OK""",
        "see https://api.example.org/v1/search?q=zzz1&limit=3 now",
        "user alice@example.org logged in",
        "connect to postgresql://mem0:hunter2@db:5432/x failed",
        "Incorrect API key provided: sk-proj-abc123DEF456ghi789. Check",
        "key m0-abc123DEF456ghi789 used",
        "Authorization: Bearer hunter2.hunter2",
        "sent Bearer abc123DEF456ghi789 to it",
        "t eyJabc123DEF456ghi789.eyJzdWIiOiIxMjM0In0.zzz1 x",
        "OPENAI_API_KEY=zzz1 password=hunter2, token: zzz1;",
        "DETAIL:  Failing row contains (1, Likes pizza, null).",
        "DETAIL:  Key (email)=(alice@example.org) already exists.",
        "[parameters: {'content': 'Likes pizza'}]",
        "messages=['my secret'] done",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Nothing_private_gets_through_Logstash(string line)
    {
        s_secrets.Should().Contain(s => line.Contains(s, StringComparison.Ordinal), "the sample must hold what it is about");
        var e = new LogstashEvent();
        e.Set("message", line);
        e.Set("[container][name]", "c-1");

        string all = string.Join('\n', LogstashRun.Of(s_config, e).Flat().Values);

        s_secrets.Should().NotContain(s => all.Contains(s, StringComparison.Ordinal));
        e.Tags.Should().NotContain("_json_failed", "an object stays one");
    }

    [Theory]
    [InlineData("2026-08-22 19:04:24,123 - INFO - [a1b2c3d4] Total existing memories: 3")]
    [InlineData("INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)")]
    [InlineData("Deleting memory with memory_id='0f8c5a50-1d5f-4a1e-9df5-5fbcd3c86f4a'")]
    [InlineData("level=warn msg=\"Error evaluating\" query=\"sum(rate(x[5m]))\"")]
    [InlineData("installed mem0ai@2.0.18 and sk-learn, m0-client; max_tokens: 100, prompt tokens=5")]
    [InlineData("Really? Yes, 3 of 4 / what? ok")]
    [InlineData("  File \"/app/main.py\", line 12, in data")]
    public void Nothing_else_is_touched(string line) => Replaced(Gsub().Concat(Statements("log.body")), line).Should().Be(line);

    [Fact]
    public void The_collector_does_the_same_in_the_same_order()
    {
        var own = Gsub().ToList();
        Statements("log.body").Should().Equal(own, "one list, in two languages");
        // Attributes are no sentences.
        Statements("log.attributes").Should().NotBeEmpty().And.BeSubsetOf(own);
    }

    [Fact]
    public void The_expressions_are_such_as_RE2_knows_too() =>
        Gsub().Select(g => g.Expression).Should().NotContain(x => x.Contains("(?=", StringComparison.Ordinal) || x.Contains("(?!", StringComparison.Ordinal) || x.Contains("(?<", StringComparison.Ordinal));

    private static string Replaced(IEnumerable<(string Expression, string Replacement)> list, string text) =>
        list.Aggregate(text, (t, g) => Regex.Replace(t, g.Expression, g.Replacement, RegexOptions.Multiline));

    /// <summary>Of the message; without the colours of terminals, which do not come by OTLP.</summary>
    private static IEnumerable<(string Expression, string Replacement)> Gsub() => s_config.Plugins("filter").SelectMany(p => p.Texts("gsub").Chunk(3))
        .Where(g => g[0] == "message" && !g[1].StartsWith(@"\x1b", StringComparison.Ordinal)).Select(g => (g[1], g[2].Replace('\\', '$')));

    private static IEnumerable<(string Expression, string Replacement)> Statements(string target) => Shipped.Yaml("otel-collector.yml")
        .MapsAt("processors/transform|redact/log_statements")
        .SelectMany(s => s.TextsAt("statements")).Select(s => Statement().Match(s)).Where(m => m.Success && m.Groups["target"].Value == target)
        .Select(m => (m.Groups["expression"].Value.Replace(@"\\", @"\", StringComparison.Ordinal), m.Groups["replacement"].Value.Replace("$$", "$", StringComparison.Ordinal)));

    [GeneratedRegex("""^replace_(?:all_patterns|pattern)\((?<target>log\.\w+), (?:"value", )?"(?<expression>(?:[^"\\]|\\.)*)", "(?<replacement>[^"]*)"\)$""")]
    private static partial Regex Statement();
}
