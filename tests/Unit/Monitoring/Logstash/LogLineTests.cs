using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Monitoring.Logstash;

/// <summary>Sample lines through the filters of the shipped pipeline, with .NET's expressions in place of Ruby's: what comes out in which field.</summary>
public sealed partial class LogLineTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    private static readonly LogstashConfig s_config = LogstashConfig.Parse(Shipped.Text("logstash.conf"));

    [Theory]
    // mem0, with and without a request; other Python formats.
    [InlineData("2026-08-22 19:04:24,123 - INFO - [a1b2c3d4] Deleted 3 memories", "info", "Deleted 3 memories", "http.request.id=a1b2c3d4")]
    [InlineData("2026-08-22 19:04:24,123 - WARNING - [-] Resetting all memories", "warning", "Resetting all memories", "")]
    [InlineData("2026-08-22 19:04:24,123 - mem0.memory.main - ERROR - Failed", "error", "Failed", "log.logger=mem0.memory.main")]
    [InlineData($"2026-08-22 19:04:24,123 INFO [main] [trace_id={Trace} span_id={Span} trace_sampled=True] - hi", "info", $"[main] [trace_id={Trace} span_id={Span} trace_sampled=True] - hi", $"span.id={Span} trace.id={Trace}")]
    [InlineData("WARNING:root:Failed to get memory client: x", "warning", "Failed to get memory client: x", "log.logger=root")]
    [InlineData("INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.", "info", "Context impl PostgresqlImpl.", "log.logger=alembic.runtime.migration")]
    // uvicorn.
    [InlineData("INFO:     172.18.0.5:51234 - \"GET /memories?user_id=alice HTTP/1.1\" 200 OK", "info", "172.18.0.5:51234 - \"GET /memories?[redacted] HTTP/1.1\" 200 OK", "http.request.method=GET http.response.status_code=200 url.path=/memories")]
    [InlineData("INFO:     Started server process [1]", "info", "Started server process [1]", "")]
    // PostgreSQL.
    [InlineData("2026-08-22 19:04:24.123 UTC [57] LOG:  checkpoint starting: time", "log", "checkpoint starting: time", "process.pid=57")]
    [InlineData("2026-08-22 19:04:24.123 UTC [57] postgres@mem0 FATAL:  no", "fatal", "no", "process.pid=57")]
    [InlineData("2026-08-22 19:04:24.123 UTC [57] LOG:  duration: 1234.5 ms  statement: SELECT 1", "log", "duration: 1234.5 ms  statement: SELECT 1", "postgresql.duration_ms=1234.5 process.pid=57")]
    // logfmt.
    [InlineData("time=2026-08-22T19:04:24.123Z level=INFO source=main.go:1 msg=\"a b\" n=3", "info", "a b", "attributes.n=3 attributes.source=main.go:1")]
    [InlineData($"ts=2026-08-22T19:04:24.123Z caller=x.go:1 level=warn traceID={Trace} msg=plain", "warn", "plain", $"log.origin.function=x.go:1 trace.id={Trace}")]
    // JSON: our instrumentation, zap (collector and Jaeger), ECS (Elasticsearch and Filebeat).
    [InlineData($$"""{"timestamp":"x","level":"INFO","logger":"mem0.requests","message":"POST /memories 200","request_id":"r1","trace_id":"{{Trace}}","span_id":"{{Span}}"}""", "info", "POST /memories 200", $"http.request.id=r1 log.logger=mem0.requests span.id={Span} trace.id={Trace}")]
    [InlineData("""{"level":"info","ts":1.7,"caller":"service@v0.162.0/service.go:1","msg":"Everything is ready","resource":{"service.name":"otelcol"}}""", "info", "Everything is ready", "log.origin.function=service@v0.162.0/service.go:1")]
    [InlineData("""{"@timestamp":"x","log.level":"WARN","message":"low disk","log.logger":"o.e.c","elasticsearch.node.name":"elasticsearch","threshold":"85%"}""", "warn", "low disk", "attributes.threshold=85% log.logger=o.e.c")]
    [InlineData("""{"message":"x","exception":"Traceback (most recent call last):\n  File \"a\"\npkg.mod.Bad: 1"}""", "error", "x", "error.stack_trace=Traceback (most recent call last):\n  File \"a\"\npkg.mod.Bad: 1 error.type=pkg.mod.Bad")]
    // Logstash and Kibana.
    [InlineData("[2026-08-22T19:04:24,123][INFO ][logstash.runner          ] Starting", "info", "Starting", "log.logger=logstash.runner")]
    [InlineData("[2026-08-22T19:04:24.123+00:00][WARN ][plugins.security] A key", "warn", "A key", "log.logger=plugins.security")]
    // Tracebacks.
    [InlineData("2026-08-22 19:04:24,123 - ERROR - [r] Oops\nTraceback (most recent call last):\n  File \"x\"\nValueError: bad", "error", "Oops\nTraceback (most recent call last):\n  File \"x\"\nValueError: bad", "error.type=ValueError http.request.id=r")]
    [InlineData("{\"message\":\"last words\"}\nTraceback (most recent call last):\n  File \"x\"\nKeyError: 1", "error", "last words", "error.stack_trace=Traceback (most recent call last):\n  File \"x\"\nKeyError: 1 error.type=KeyError")]
    public void A_line_is_taken_apart(string line, string level, string message, string fields)
    {
        LogstashEvent e = Run(line);

        e.Text("[log][level]").Should().Be(level);
        e.Text("message").Should().Be(message);
        e.Tags.Should().BeEmpty();
        string.Join(' ', Interesting(e)).Should().Be(fields);
    }

    [Theory]
    [InlineData("Initializing memory client with config hash: 12", "_no_known_format")]
    [InlineData("""{"msg":"never closed""", "_json_failed")]
    public void What_has_no_form_stays_as_it_is_and_says_so(string line, string tag)
    {
        LogstashEvent e = Run(line);
        e.Text("message").Should().Be(line);
        e.Tags.Should().Equal(tag);
    }

    [Theory]
    [InlineData("mem0", "mem0", "mem0.app")]
    [InlineData("openmemory-mcp", "openmemory", "mem0.app")]
    [InlineData("postgres", "mem0-dev", "mem0.postgresql")]
    [InlineData("prometheus", "mem0-monitoring", "mem0.monitoring")]
    [InlineData("mem0_store", "openmemory", "mem0.container")]
    public void A_line_goes_to_the_data_set_of_its_service(string service, string project, string dataset)
    {
        LogstashEvent e = Run("INFO:     x", service, project);
        e.Text("[service][name]").Should().Be(service);
        e.Text("[data_stream][dataset]").Should().Be(dataset);
        e.Text("[event][dataset]").Should().Be(dataset);
        e["container"].Should().BeEquivalentTo(new Dictionary<string, object> { ["name"] = "c-1" });
    }

    [Fact]
    public void A_container_of_no_compose_project_is_known_by_its_name() => Run("x", service: null, project: null).Text("[service][name]").Should().Be("c-1");

    /// <summary>In Ruby they mean the ends of lines, in others the ends of the text.</summary>
    [Fact]
    public void No_expression_rests_on_what_engines_understand_differently()
    {
        string[] expressions = [.. s_config.Plugins("filter").SelectMany(Expressions)];
        expressions.Should().HaveCountGreaterThan(40).And.NotContain(x => Anchor().IsMatch(x), "^ and $ are ends of lines in Ruby");
        expressions.Should().NotContain(x => x.Contains("(?<", StringComparison.Ordinal), "grok names its groups by %{...}");
        // Tried from each place of a long line again, it would cost the line's length squared.
        expressions.Should().NotContain(x => x.Length > 8 && x.StartsWith(@"[\s\S]*", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Expressions(LogstashPlugin plugin) =>
    [
        .. plugin.Texts("gsub").Where((_, i) => i % 3 == 1),
        .. plugin.Pairs("pattern_definitions").Select(p => (string)p.Value),
        .. plugin.Pairs("match").SelectMany(p => p.Value as IReadOnlyList<string> ?? [(string)p.Value]),
    ];

    private static IEnumerable<string> Interesting(LogstashEvent e) => e.Flat()
        .Where(f => f.Key is not ("message" or "log.level" or "event.dataset" or "container.name") && !f.Key.StartsWith("data_stream.", StringComparison.Ordinal) && !f.Key.StartsWith("service.", StringComparison.Ordinal))
        .Select(f => $"{f.Key}={f.Value}");

    private static LogstashEvent Run(string line, string? service = "mem0", string? project = "mem0")
    {
        var e = new LogstashEvent();
        e.Set("message", line);
        e.Set("[container][name]", "c-1");
        if (service is not null) e.Set("[container][labels][com_docker_compose_service]", service);
        if (project is not null) e.Set("[container][labels][com_docker_compose_project]", project);
        e.Set("[agent][name]", "filebeat");
        return LogstashRun.Of(s_config, e);
    }

    // Not in a class, where ^ is "none of", and not escaped.
    [GeneratedRegex(@"(?<![\[\\])\^|(?<!\\)\$(?![^\[]*\])")]
    private static partial Regex Anchor();
}
