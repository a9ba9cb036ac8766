namespace Mem0Observability.Signals.Logs;

/// <summary>Which log records are wanted. Everything that is set must hold.</summary>
internal sealed record LogSearch
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>Not included.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Any of these levels, as in <see cref="Model.LogEntry.Level"/>; empty for all.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    public LogQuery? Query { get; init; }

    /// <summary>32 hexadecimal digits, lower case.</summary>
    public string? TraceId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>From 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Goes on after the page that gave it; it belongs to the same search.</summary>
    public string? Cursor { get; init; }
}
