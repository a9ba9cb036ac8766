using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Lays two traces over each other: spans belong together when they and all above them have the same service and operation.</summary>
internal static class TraceComparison
{
    /// <summary>Each place after the one above it, in the order of its first span.</summary>
    public static IReadOnlyList<ComparedOperation> Of(Trace left, Trace right)
    {
        var top = new Place("", "", -1);
        Lay(left, top, p => p.Left);
        Lay(right, top, p => p.Right);
        var rows = new List<ComparedOperation>();
        var open = new Stack<Place>(Enumerable.Reverse(top.Below));
        while (open.TryPop(out Place? place))
        {
            rows.Add(new ComparedOperation(place.Depth, place.Service, place.Operation, place.Left.Side, place.Right.Side));
            foreach (Place below in Enumerable.Reverse(place.Below))
                open.Push(below);
        }

        return rows;
    }

    private static void Lay(Trace trace, Place top, Func<Place, Tally> side)
    {
        var above = new Stack<(Place Place, int Depth)>();
        foreach (SpanLine line in SpanLine.Arrange(trace.Spans))
        {
            while (above.TryPeek(out var last) && last.Depth >= line.Depth)
                above.Pop();
            if (line.Span is not { } span)
                continue;

            Place place = (above.TryPeek(out var parent) ? parent.Place : top).At(span);
            side(place).Add(span);
            above.Push((place, line.Depth));
        }
    }

    private sealed class Tally
    {
        private int _spans;
        private int _errors;
        private TimeSpan _total;
        private string _first = "";

        public ComparedSide? Side => _spans == 0 ? null : new ComparedSide(_spans, _total, _errors, _first);

        public void Add(TraceSpan span)
        {
            if (_spans++ == 0)
                _first = span.SpanId;
            _total += span.Duration;
            if (span.Status == SpanStatuses.Error)
                _errors++;
        }
    }

    private sealed record Place(string Service, string Operation, int Depth)
    {
        private readonly Dictionary<(string, string), Place> _byName = [];

        public List<Place> Below { get; } = [];

        public Tally Left { get; } = new();

        public Tally Right { get; } = new();

        public Place At(TraceSpan span)
        {
            if (_byName.TryGetValue((span.Service, span.Name), out Place? place))
                return place;

            place = new Place(span.Service, span.Name, Depth + 1);
            _byName.Add((span.Service, span.Name), place);
            Below.Add(place);
            return place;
        }
    }
}
