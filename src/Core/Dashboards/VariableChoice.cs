namespace Mem0Observability.Dashboards;

/// <summary>A variable with what may be chosen and what is.</summary>
/// <param name="Chosen"><see cref="DashboardVariable.All"/> alone for all.</param>
internal sealed record VariableChoice(DashboardVariable Variable, IReadOnlyList<string> Options, IReadOnlyList<string> Chosen)
{
    /// <summary>Why there are no options; null where nothing is wrong.</summary>
    public string? Problem { get; init; }
}
