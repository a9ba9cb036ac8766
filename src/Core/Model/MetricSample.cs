namespace Mem0Observability.Model;

/// <summary>One value of one series at one moment, as the metric store returned it.</summary>
/// <param name="Metric">The metric's name; empty where the query computed the value (a rate, a sum, a scalar).</param>
/// <param name="Labels">The series' labels without its name. A string result has its text in the label <c>value</c>.</param>
/// <param name="Timestamp">The evaluation time of an instant query, or the step of a range query; milliseconds, UTC.</param>
/// <param name="Value">In the unit of the query; <c>NaN</c> and the infinities are values, not errors.</param>
public sealed record MetricSample(string Metric, IReadOnlyDictionary<string, string> Labels, DateTimeOffset Timestamp, double Value);
