namespace Mem0Observability.Model;

/// <summary>What became of one service level objective in a window.</summary>
/// <param name="Name"><c>availability</c>, <c>requests</c> or <c>latency</c>.</param>
/// <param name="Service">The service; empty where nothing is recorded of any.</param>
/// <param name="RouteClass">Of latency: <c>api</c>, <c>search</c> or <c>llm</c>; else empty.</param>
/// <param name="State"><c>met</c>, <c>missed</c> or <c>no data</c>.</param>
/// <param name="Objective">The share that must be good, 0 to 1; null where none is recorded.</param>
/// <param name="Window">The time that was asked for.</param>
/// <param name="Measured">How much of the window is recorded.</param>
/// <param name="Unit">Of numerator, denominator and budget: <c>s</c> (seconds) or <c>requests</c>.</param>
/// <param name="Numerator">The good ones.</param>
/// <param name="Denominator">All of them.</param>
/// <param name="Actual">Numerator by denominator, 0 to 1; null without data.</param>
/// <param name="BudgetLeft">Share of the allowed bad ones that is left: 1 untouched, 0 spent, negative overspent; null without data.</param>
/// <param name="BudgetLeftAmount">The same in <see cref="Unit"/>.</param>
/// <param name="BurnRates">By window (<c>5m</c>, <c>1h</c>, <c>6h</c>, <c>1d</c>, <c>3d</c>): 1 spends exactly the budget. Windows without data are left out.</param>
/// <param name="ThresholdsCrossed">Burn rates that alerts watch and that are exceeded in both of their windows, the most urgent first.</param>
/// <param name="Explanation">One sentence that says it all.</param>
public sealed record ServiceLevel(
    string Name,
    string Service,
    string RouteClass,
    string State,
    double? Objective,
    TimeSpan Window,
    TimeSpan Measured,
    string Unit,
    double Numerator,
    double Denominator,
    double? Actual,
    double? BudgetLeft,
    double? BudgetLeftAmount,
    IReadOnlyDictionary<string, double> BurnRates,
    IReadOnlyList<string> ThresholdsCrossed,
    string Explanation);
