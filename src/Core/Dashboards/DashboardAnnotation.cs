namespace Mem0Observability.Dashboards;

/// <summary>What is marked in every panel over time.</summary>
/// <param name="PromQL">Has a sample while it lasts.</param>
/// <param name="Title">With <c>{{label}}</c>.</param>
internal sealed record DashboardAnnotation(string Name, string PromQL, TimeSpan Step, string Title);
