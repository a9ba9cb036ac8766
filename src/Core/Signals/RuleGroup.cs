namespace Mem0Observability.Signals;

/// <summary>A rule group as the metric store has it loaded.</summary>
/// <param name="LastEvaluation">Null before the first evaluation.</param>
internal sealed record RuleGroup(string Name, string File, TimeSpan Interval, DateTimeOffset? LastEvaluation, IReadOnlyList<RuleState> Rules);

/// <summary>One rule: <see cref="Kind"/> is <c>alerting</c> or <c>recording</c>, <see cref="Health"/> is <c>ok</c>, <c>err</c> or <c>unknown</c>.</summary>
/// <param name="State">Of an alerting rule: <c>inactive</c>, <c>pending</c> or <c>firing</c>; else empty.</param>
internal sealed record RuleState(string Kind, string Name, string Health, string LastError, string State)
{
    /// <summary>Of an alerting rule: how long its condition must hold.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Of an alerting rule, by its labels; empty where it has none.</summary>
    public string Severity { get; init; } = "";
}
