using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Web.Traces;

/// <summary>A trace with what its page computes of it, once.</summary>
public sealed class TraceView
{
    private const int Colours = 8;

    private readonly Dictionary<string, int> _colours;
    private readonly ILookup<string, PathSegment> _onPath;

    internal TraceView(Trace trace)
    {
        Trace = trace;
        Path = CriticalPath.Of(trace);
        Shares = CriticalPath.Summarize(Path);
        _onPath = Path.Where(s => s.Span is not null).ToLookup(s => s.Span!.SpanId);
        _colours = trace.Services.Select((name, index) => (name, index)).ToDictionary(s => s.name, s => (s.index % Colours) + 1, StringComparer.Ordinal);
        long start = trace.Spans.Count > 0 ? trace.Spans[0].StartUnixNanoseconds : 0;
        Whole = new TraceScale(start, Math.Max(1, UnixNanoseconds.Of(trace.Duration)));
    }

    public Trace Trace { get; }

    public TraceScale Whole { get; }

    internal IReadOnlyList<PathSegment> Path { get; }

    internal IReadOnlyList<PathShare> Shares { get; }

    internal IEnumerable<PathSegment> OnPath(TraceSpan span) => _onPath[span.SpanId];

    /// <summary>Of the theme's series; the name is always written with it.</summary>
    public int Colour(string service) => _colours.GetValueOrDefault(service, 1);
}
