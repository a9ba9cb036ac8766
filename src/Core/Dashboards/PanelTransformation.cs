using System.Text.Json;

namespace Mem0Observability.Dashboards;

/// <summary>What is done with answers before they are shown.</summary>
/// <param name="Id">For example <c>organize</c>.</param>
internal sealed record PanelTransformation(string Id, JsonElement Options);
