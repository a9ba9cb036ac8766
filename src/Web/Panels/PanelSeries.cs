using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>A series that a query of a panel gave.</summary>
/// <param name="RefId">Of the query.</param>
/// <param name="Name">As the legend has it.</param>
/// <param name="Labels">Without the metric's name.</param>
internal sealed record PanelSeries(string RefId, string Name, string Metric, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<ChartPoint> Points, FieldLook Look);
