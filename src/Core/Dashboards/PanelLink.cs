namespace Mem0Observability.Dashboards;

/// <param name="Url">Of another dashboard: <c>/d/</c> and its uid.</param>
internal sealed record PanelLink(string Title, string Url);
