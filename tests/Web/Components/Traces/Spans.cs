using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Web.Components.Traces;

/// <summary>Spans and traces of tests; times are milliseconds after <see cref="Start"/>.</summary>
internal static class Spans
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TraceSpan Span(string id, string? parent, double start, double end, string service = "mem0", string? name = null, string? error = null, string traceId = TraceId) => new(
        traceId,
        id,
        parent,
        service,
        name ?? id,
        "Server",
        Start.AddMilliseconds(start),
        TimeSpan.FromMilliseconds(end - start),
        error is null ? "Unset" : "Error",
        error ?? "",
        new Dictionary<string, object?> { ["http.route"] = "/memories", ["retries"] = 2L },
        [],
        [],
        new Dictionary<string, object?> { ["service.version"] = "1.0" },
        "",
        At(start),
        (long)((end - start) * 1_000_000));

    public static Trace Trace(params TraceSpan[] spans) => TraceAssembly.Of(spans[0].TraceId, spans);

    public static LogEntry Log(string message, double at, string? spanId = null) =>
        new(Start.AddMilliseconds(at), "mem0", "Error", message, TraceId, spanId, null, new Dictionary<string, object?>(), message, At(at));

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public static long At(double milliseconds) => (Start.AddMilliseconds(milliseconds) - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>A request with a loop of <paramref name="calls"/> calls below it.</summary>
    public static Trace Long(int calls) =>
        Trace([Span("root", null, 0, calls), .. Enumerable.Range(0, calls).Select(i => Span($"{i:x16}", "root", i, i + 0.9, $"service{i % 12}", "call"))]);
}
