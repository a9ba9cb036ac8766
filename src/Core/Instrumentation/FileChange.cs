using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>What is to be done with one file.</summary>
/// <param name="Target">Below the checkout.</param>
/// <param name="Before">The SHA-256 of what was there when the plan was made; null where nothing was.</param>
/// <param name="After">What shall be there; null for nothing.</param>
internal sealed record FileChange(string Target, InstrumentationAction Action, string Layout, string Reason, string? Before, FileContent? After)
{
    public bool Writes => Action is InstrumentationAction.Created or InstrumentationAction.Updated or InstrumentationAction.Removed;

    public InstrumentationFile ToResult(string root) => new(CheckoutPath.Full(root, Target), Action, Layout, Reason);
}
