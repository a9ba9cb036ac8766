namespace Mem0Observability.Signals;

/// <summary>How to send a test alert.</summary>
/// <param name="Direct">Post it to the router instead of letting a rule fire.</param>
/// <param name="WaitForResolved">Also end it and wait for the resolution; else it ends unwatched.</param>
internal sealed record DrillRequest(string Severity = "info", bool Direct = false, bool WaitForResolved = true)
{
    /// <summary>Letters, digits and hyphens, at most 40; the observer's rule.</summary>
    public string Id { get; init; } = "drill-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Two to three times what the shipped intervals need in the worst case.</summary>
    public TimeSpan ReceiveLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Likewise, from the end of the alert.</summary>
    public TimeSpan ResolveLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The alert ends by itself after this, should this process die.</summary>
    public TimeSpan TimeToLive => ReceiveLimit + ResolveLimit + TimeSpan.FromSeconds(15);
}
