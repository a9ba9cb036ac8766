namespace Mem0Observability.Web.Panels;

/// <param name="RefId">Of the query that gave its values; empty for what several have.</param>
internal sealed record TableColumn(string Name, string RefId, bool IsNumber);
