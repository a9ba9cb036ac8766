using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Web.Traces;

/// <summary>Two traces beside each other.</summary>
public sealed class CompareView
{
    internal CompareView(Trace left, Trace right)
    {
        (Left, Right) = (left, right);
        Rows = TraceComparison.Of(left, right);
        Longest = Rows.SelectMany(r => new[] { r.Left?.Total ?? default, r.Right?.Total ?? default }).Append(TimeSpan.FromTicks(1)).Max();
    }

    public Trace Left { get; }

    public Trace Right { get; }

    internal IReadOnlyList<ComparedOperation> Rows { get; }

    public TimeSpan Longest { get; }
}
