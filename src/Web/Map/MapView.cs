using Mem0Observability.Model;

namespace Mem0Observability.Web.Map;

/// <param name="Fault">Why errors and durations may be missing; null where they are not.</param>
public sealed record MapView(IReadOnlyList<ServiceEdge> Edges, MapDrawing Drawing, TimeSpan Length, string? Fault);
