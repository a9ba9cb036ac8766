using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Alerts;

/// <summary>The rule behind an alert, and its value over the page's time.</summary>
/// <param name="Expression">PromQL as the rule has it.</param>
/// <param name="Drawn">PromQL of the lines: without the comparison where there is one.</param>
/// <param name="Threshold">What the value is compared to; null where that cannot be told.</param>
/// <param name="Health"><c>ok</c>, <c>err</c> or <c>unknown</c>.</param>
public sealed record RuleChart(
    string Group, string Expression, string Drawn, string Comparison, double? Threshold, string Health, string LastError, IReadOnlyList<ChartSeries> Series);
