namespace Mem0Observability.Signals.Traces;

/// <summary>One place in the structure of two traces.</summary>
/// <param name="Depth">0 for a root.</param>
/// <param name="Left">Null where only the right trace has it.</param>
/// <param name="Right">Null where only the left trace has it.</param>
internal sealed record ComparedOperation(int Depth, string Service, string Operation, ComparedSide? Left, ComparedSide? Right)
{
    /// <summary>How much longer the right one took.</summary>
    public TimeSpan Difference => (Right?.Total ?? TimeSpan.Zero) - (Left?.Total ?? TimeSpan.Zero);
}

/// <param name="Spans">Siblings of one name are one place: a loop does not run equally often each time.</param>
/// <param name="Total">The sum of their durations.</param>
/// <param name="FirstSpanId">Where to look.</param>
internal sealed record ComparedSide(int Spans, TimeSpan Total, int Errors, string FirstSpanId);
