using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>One kind of proof over the signal matrix.</summary>
/// <remarks>
/// What is broken is a failed result, not an error; a <see cref="StackException"/> means that the check could not run.
/// The last result is the check's own negative control.
/// </remarks>
internal interface ICheck
{
    /// <summary>As users select it, for example <c>alert-path</c>.</summary>
    string Name { get; }

    IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken);
}
