using Mem0Observability.Model;

namespace Mem0Observability.Web.Map;

/// <summary>Calls of one service to another, and where their line goes.</summary>
/// <param name="Path">As SVG has it.</param>
/// <param name="LabelX">Where its text is centred.</param>
/// <param name="Width">Of the line; more calls, more width.</param>
public sealed record MapEdge(ServiceEdge Edge, string Path, double LabelX, double LabelY, double Width);
