namespace Mem0Observability.Signals;

/// <summary>Which log records a user wants. Empty lists and nulls mean any.</summary>
/// <param name="Start">Default: an hour before the end; a month where an id names the records; now when following.</param>
/// <param name="First">At most so many.</param>
internal sealed record LogRequest(
    string? Query = null,
    IReadOnlyList<string>? Services = null,
    IReadOnlyList<string>? Levels = null,
    string? TraceId = null,
    string? RequestId = null,
    DateTimeOffset? Start = null,
    DateTimeOffset? End = null,
    int? First = null);
