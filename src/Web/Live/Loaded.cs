using Mem0Observability.Model;

namespace Mem0Observability.Web.Live;

/// <summary>What a part of a page asked for: not there yet, there, or failed. What was there before stays while it is asked for again.</summary>
/// <param name="Value">The newest that came; null where nothing came yet.</param>
/// <param name="Failure">Why the newest did not come; null where it did.</param>
/// <param name="IsLoading">Asked, and not answered yet.</param>
/// <param name="IsSlow">Asked more than two seconds ago.</param>
public sealed record Loaded<T>(T? Value, StackException? Failure, bool IsLoading, bool IsSlow)
    where T : class
{
    // One for each type of value is meant.
#pragma warning disable CA1000
    public static Loaded<T> Nothing { get; } = new(null, null, IsLoading: true, IsSlow: false);
#pragma warning restore CA1000
}
