namespace Mem0Observability.Signals;

/// <summary>Which traces a user searches for; nulls mean any.</summary>
/// <param name="Start">Default: an hour before the end.</param>
/// <param name="First">The newest.</param>
internal sealed record TraceRequest(
    string? Service = null,
    string? Operation = null,
    TimeSpan? MinDuration = null,
    TimeSpan? MaxDuration = null,
    IReadOnlyDictionary<string, string>? Attributes = null,
    DateTimeOffset? Start = null,
    DateTimeOffset? End = null,
    int First = 20);
