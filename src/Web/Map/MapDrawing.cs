namespace Mem0Observability.Web.Map;

/// <summary>A map ready to be drawn.</summary>
public sealed record MapDrawing(double Width, double Height, IReadOnlyList<MapNode> Nodes, IReadOnlyList<MapEdge> Edges);
