using System.Text;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Tail;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

public sealed class FormatTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Span = "b7ad6b7169203331";

    [Theory]
    // mem0, with and without a request; other Python formats.
    [InlineData("2026-08-22 19:04:24,123 - INFO - [a1b2c3d4] Deleted 3 memories", "9 INFO", "Deleted 3 memories", "request_id=a1b2c3d4")]
    [InlineData("2026-08-22 19:04:24,123 - WARNING - [-] Resetting all memories", "13 WARNING", "Resetting all memories", "")]
    [InlineData("2026-08-22 19:04:24,123 - ERROR - [a1b2c3d4] ", "17 ERROR", "", "request_id=a1b2c3d4")]
    [InlineData("2026-08-22 19:04:24,123 - mem0.memory.main - ERROR - Failed", "17 ERROR", "Failed", "logger=mem0.memory.main")]
    [InlineData("2026-08-22 19:04:24,123 - INFO - [not an id] message", "9 INFO", "[not an id] message", "")]
    [InlineData($"2026-08-22 19:04:24,123 INFO [main] [main.py:7] [trace_id={Trace} span_id={Span} trace_sampled=True] - hi", "9 INFO", $"[main] [main.py:7] [trace_id={Trace} span_id={Span} trace_sampled=True] - hi", $"trace={Trace} span={Span}")]
    [InlineData("WARNING:root:Failed to get memory client: x", "13 WARNING", "Failed to get memory client: x", "logger=root")]
    [InlineData("INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.", "9 INFO", "Context impl PostgresqlImpl.", "logger=alembic.runtime.migration")]
    // uvicorn.
    [InlineData("INFO:     172.18.0.5:51234 - \"GET /memories?user_id=alice HTTP/1.1\" 200 OK", "9 INFO", "172.18.0.5:51234 - \"GET /memories?user_id=alice HTTP/1.1\" 200 OK", "http.request.method=GET url.path=/memories http.response.status_code=200")]
    [InlineData("INFO:     172.18.0.5:51234 - \"GET /a b\"c HTTP/1.1\" 404 Not Found", "9 INFO", "172.18.0.5:51234 - \"GET /a b\"c HTTP/1.1\" 404 Not Found", "http.request.method=GET url.path=/a b\"c http.response.status_code=404")]
    [InlineData("INFO:     Started server process [1]", "9 INFO", "Started server process [1]", "")]
    [InlineData("ERROR:    Exception in ASGI application", "17 ERROR", "Exception in ASGI application", "")]
    // PostgreSQL.
    [InlineData("2026-08-22 19:04:24.123 UTC [57] LOG:  checkpoint starting: time", "9 LOG", "checkpoint starting: time", "process.pid=57")]
    [InlineData("2026-08-22 19:04:24.123 UTC [57] postgres@mem0 FATAL:  no", "21 FATAL", "no", "process.pid=57")]
    // logfmt.
    [InlineData("time=2026-08-22T19:04:24.123Z level=INFO source=main.go:1 msg=\"a \\\"b\\\"\\nc\" n=3", "9 INFO", "a \"b\"\nc", "source=main.go:1 n=3")]
    [InlineData($"ts=2026-08-22T19:04:24.123Z caller=x.go:1 level=warn traceID={Trace} msg=plain", "13 warn", "plain", $"caller=x.go:1 trace={Trace}")]
    [InlineData("level=error err=\"no end", "17 error", "level=error err=\"no end", "err=no end")]
    // JSON.
    [InlineData("""{"Timestamp":"2026-08-22T19:04:24.123Z","EventId":3,"LogLevel":"Warning","Category":"A.B","Message":"Port 1 taken","State":{"Message":"Port 1 taken","Port":1,"{OriginalFormat}":"Port {Port} taken"}}""", "13 Warning", "Port 1 taken", "EventId=3 Category=A.B Port=1")]
    [InlineData("""{"LogLevel":"Error","Message":"x","Exception":"System.E: y\n at Z"}""", "17 Error", "x", "exception.stacktrace=System.E: y\n at Z")]
    [InlineData($$"""{"level":"info","msg":"hi","time":"x","trace_id":"{{Trace}}","span_id":"{{Span}}","request_id":"r1","http":{"method":"GET","ok":true},"list":[1,2],"f":1.5}""", "9 info", "hi", $"trace={Trace} span={Span} request_id=r1 http.method=GET http.ok=true list=[1,2] f=1.5")]
    [InlineData("""{"level":50,"time":1724353464123,"msg":"pino"}""", "17 ", "pino", "")]
    [InlineData("""{"a":1}""", "0 ", """{"a":1}""", "a=1")]
    [InlineData("""{"msg":"never closed""", "0 ", """{"msg":"never closed""", "")]
    [InlineData("""{"msg":"lone \ud800"}""", "0 ", """{"msg":"lone \ud800"}""", "")]
    [InlineData("""{"msg":"two"} {"msg":"objects"}""", "0 ", """{"msg":"two"} {"msg":"objects"}""", "")]
    // No format.
    [InlineData("Initializing memory client with config hash: 12", "0 ", "Initializing memory client with config hash: 12", "")]
    [InlineData("\u001b[32mINFO\u001b[0m:     Started", "9 INFO", "Started", "")]
    [InlineData("Traceback (most recent call last):\n  File \"x\"\nValueError: bad\nmore", "17 ", "Traceback (most recent call last):\n  File \"x\"\nValueError: bad\nmore", "exception.type=ValueError")]
    [InlineData("2026-08-22 19:04:24,123 - ERROR - [r] Oops\nTraceback (most recent call last):\n  File \"x\"\npkg.mod.Bad: 1", "17 ERROR", "Oops\nTraceback (most recent call last):\n  File \"x\"\npkg.mod.Bad: 1", "request_id=r exception.type=pkg.mod.Bad")]
    public void Formats_are_recognised(string text, string level, string body, string attributes)
    {
        TailRecord record = Emit(text);

        $"{record.Row.Severity} {record.Level}".Should().Be(level);
        record.Body.Should().Be(body);
        var all = record.Attributes.Where(a => a.Key != "log.iostream").ToDictionary();
        if (record.TraceId is { } trace)
            all["trace"] = trace;
        if (record.SpanId is { } span)
            all["span"] = span;
        string.Join(' ', all.Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal)).Should().Be(string.Join(' ', Sorted(attributes)));
    }

    [Fact]
    public void What_is_redacted_is_in_no_attribute_either()
    {
        TailRecord record = Emit("""{"level":"info","msg":"GET /x?user_id=alice","memory":"Likes pizza","api_key":"abc","user":"a@example.org"}""", new LogRedactor());

        record.Body.Should().Be("GET /x?[redacted]");
        record.Attributes.Should().Contain("memory", "[redacted]").And.Contain("api_key", "[redacted]").And.Contain("user", "[redacted]");
    }

    // Attribute values may hold spaces: a pair begins at a name with an equals sign.
    private static IEnumerable<string> Sorted(string attributes) =>
        System.Text.RegularExpressions.Regex.Split(attributes, " (?=[a-z_.A-Z]+=)").Order(StringComparer.Ordinal);

    private static TailRecord Emit(string text, ILogRedactor? redactor = null)
    {
        var staged = new StagedLogs();
        var source = new ContainerSource(new ContainerInfo("id", "name", "project", "mem0", true));
        new RecordEmitter(redactor ?? new NoRedaction(), staged).Emit(source, 0, 1_700_000_000_000_000_000, Encoding.UTF8.GetBytes(text));
        using var batch = new TelemetryBatch(new MemoryStream(), 100);
        staged.CopyTo(batch);
        LogRow row = batch.Logs.Single();
        return TailRecord.Decode(row, "mem0", batch.Payload.Slice(row.Offset, row.Length), StoredContext.Resource(batch.Contexts[row.Context]));
    }
}
