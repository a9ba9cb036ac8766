using Mem0Observability.Model;

namespace Mem0Observability.Web.Map;

/// <summary>A service on the map, with what is known of the calls to it.</summary>
/// <param name="Calls">To it.</param>
/// <param name="Errors">Of these; null where nothing says.</param>
/// <param name="P95">The slowest of those who call it.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
public sealed record MapNode(string Name, bool IsDatabase, long Calls, long? Errors, TimeSpan? P95, double X, double Y);

/// <summary>Calls of one service to another, and where their line goes.</summary>
/// <param name="Path">As SVG has it.</param>
/// <param name="LabelX">Where its text is centred.</param>
/// <param name="Width">Of the line; more calls, more width.</param>
public sealed record MapEdge(ServiceEdge Edge, string Path, double LabelX, double LabelY, double Width);

/// <summary>A map ready to be drawn.</summary>
public sealed record MapDrawing(double Width, double Height, IReadOnlyList<MapNode> Nodes, IReadOnlyList<MapEdge> Edges);
