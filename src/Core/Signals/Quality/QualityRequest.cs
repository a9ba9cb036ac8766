namespace Mem0Observability.Signals.Quality;

/// <summary>Which alerts to look at; names may hold <c>*</c> and <c>?</c>, none means all.</summary>
/// <param name="SelfResolved">What ends sooner than this, before anybody acknowledged it, was a false positive.</param>
internal sealed record QualityRequest(IReadOnlyList<string> Names, TimeSpan Window, TimeSpan SelfResolved)
{
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(5);
}
