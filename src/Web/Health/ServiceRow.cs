using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Health;

/// <summary>How a service does now.</summary>
/// <param name="IsMonitored">What mem0 is made of; false for what watches it.</param>
/// <param name="State"><c>up</c>, <c>partly up</c>, <c>down</c> or <c>unknown</c>.</param>
/// <param name="Why">What is not up; empty where all is.</param>
/// <param name="RequestRate">Per second; null where it counts no requests.</param>
/// <param name="ErrorRatio">0 to 1.</param>
/// <param name="P95">In seconds.</param>
/// <param name="Rates">Its request rate over the page's time.</param>
public sealed record ServiceRow(
    string Service, bool IsMonitored, string State, string Why, double? RequestRate, double? ErrorRatio, double? P95, IReadOnlyList<ChartPoint> Rates);

/// <summary>All services that the metric store knows.</summary>
public sealed record ServiceRows(IReadOnlyList<ServiceRow> Rows);
