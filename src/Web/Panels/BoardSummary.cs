namespace Mem0Observability.Web.Panels;

/// <summary>A dashboard in the list of all.</summary>
/// <param name="Page">Its address, with the time that it shows by default.</param>
public sealed record BoardSummary(string Title, string Description, int Panels, string Page);
