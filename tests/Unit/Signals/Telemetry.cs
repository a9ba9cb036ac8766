using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>Spans, traces and log records of tests; times are milliseconds after <see cref="Start"/>.</summary>
internal static class Telemetry
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TraceSpan Span(
        string id, string? parent, string service, string name, double start, double duration, string? error = null, string traceId = TraceId, string? requestId = null) => new(
            traceId,
            id,
            parent,
            service,
            name,
            "Server",
            Start.AddMilliseconds(start),
            TimeSpan.FromMilliseconds(duration),
            error is null ? "Unset" : "Error",
            error ?? "",
            requestId is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["request_id"] = requestId },
            [],
            [],
            new Dictionary<string, object?>(),
            "",
            (Start.AddMilliseconds(start) - DateTimeOffset.UnixEpoch).Ticks * 100,
            (long)(duration * 1_000_000));

    public static Trace Trace(params TraceSpan[] spans) => new(
        spans[0].TraceId,
        spans.Min(s => s.StartTime),
        spans.Max(s => s.StartTime + s.Duration) - spans.Min(s => s.StartTime),
        spans[0].Service,
        spans[0].Name,
        spans.Count(s => s.Status == "Error"),
        [.. spans.Select(s => s.Service).Distinct()],
        [.. spans.OrderBy(s => s.StartTime)]);

    /// <summary>A request to mem0 that asks a provider and fails in the database.</summary>
    public static Trace Request(string traceId = TraceId, string? requestId = null) => Trace(
        Span("a000000000000001", null, "mem0", "POST /memories", 0, 412, traceId: traceId, requestId: requestId),
        Span("a000000000000002", "a000000000000001", "mem0", "add", 10, 390, traceId: traceId),
        Span("a000000000000003", "a000000000000002", "openai", "chat", 20, 200, traceId: traceId),
        Span("a000000000000004", "a000000000000002", "postgres", "insert", 300, 100, "deadlock detected", traceId: traceId));

    public static LogEntry Log(string message, double at, string? traceId = null, string? requestId = null, string service = "mem0", string level = "Information") =>
        FakeLogStore.Entry(message, Start.AddMilliseconds(at), $"{message}@{at}", service, level) with { TraceId = traceId, RequestId = requestId };
}
