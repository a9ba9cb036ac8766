namespace Mem0Observability.Dashboards;

/// <summary>A variable that the user of a dashboard sets, with its default.</summary>
/// <param name="Kind">As Grafana names it: <c>query</c>, <c>custom</c>, <c>interval</c>, <c>constant</c>, <c>textbox</c>.</param>
/// <param name="Query">What gives its options: <c>label_values(...)</c>, or a list with commas.</param>
/// <param name="IsMany">May have several values, so that it is expanded as a regular expression.</param>
/// <param name="AllText">What "All" stands for; null for all options.</param>
/// <param name="Current">What is chosen by default; empty for the first option.</param>
internal sealed record DashboardVariable(string Name, string Kind, string Query, bool IsMany, string? AllText, IReadOnlyList<string> Current)
{
    public const string All = "$__all";

    /// <summary>What people read in front of it.</summary>
    public string Label { get; init; } = Name;

    public string Description { get; init; } = "";

    /// <summary>Several may be chosen at once.</summary>
    public bool TakesMany { get; init; }

    /// <summary>"All" is one of the options.</summary>
    public bool HasAll { get; init; }

    public bool IsHidden { get; init; }

    public bool IsAll => Current.Contains(All);
}
