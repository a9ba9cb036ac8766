using Mem0Observability.Model;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Traces;

/// <summary>What a search for traces gave. Their spans are let go: a page of long traces would be many megabytes.</summary>
public sealed record TraceFound(IReadOnlyList<TraceSummary> Traces)
{
    public IReadOnlyList<ChartDot> Dots { get; } = [.. Traces.Select(Dot)];

    internal static TraceFound Of(IReadOnlyList<Trace> traces) => new([.. traces.Select(t =>
        new TraceSummary(t.TraceId, t.StartTime, t.Duration, t.RootService, t.RootOperation, t.Spans.Count, t.ErrorCount, t.Services))]);

    // Shorter than a microsecond has no place on a logarithmic scale.
    private static ChartDot Dot(TraceSummary trace) => new(
        trace.Start,
        Math.Max(trace.Duration.TotalSeconds, 1e-6),
        $"{trace.Service} {trace.Operation}, {DurationText.Of(trace.Duration)}, {TraceLook.Count(trace.Spans, "span")}{(trace.Errors > 0 ? $", {TraceLook.Count(trace.Errors, "error")}" : "")}",
        PageLinks.Trace(trace.Id))
    {
        Colour = trace.Errors > 0 ? "bad" : "1",
    };
}
