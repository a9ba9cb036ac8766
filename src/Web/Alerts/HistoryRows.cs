using Mem0Observability.Model;

namespace Mem0Observability.Web.Alerts;

/// <summary>Times of firing, the newest first.</summary>
/// <param name="Left">How many older ones are not here.</param>
public sealed record HistoryRows(IReadOnlyList<AlertHistory> Episodes, int Left);
