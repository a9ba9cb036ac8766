using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>A time in which one span, and none of those that it waited for, held the trace up.</summary>
/// <param name="Span">Null where nothing was recorded.</param>
/// <param name="Start">Nanoseconds since the Unix epoch.</param>
/// <param name="End">Likewise.</param>
internal sealed record PathSegment(TraceSpan? Span, long Start, long End)
{
    public long Nanoseconds => End - Start;
}

/// <param name="Service">Empty with the operation: nothing was recorded.</param>
/// <param name="Share">Of the trace's duration, 0 to 1.</param>
/// <param name="Spans">How many spans it is spread over.</param>
internal sealed record PathShare(string Service, string Operation, TimeSpan Time, double Share, int Spans);
