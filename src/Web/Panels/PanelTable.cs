namespace Mem0Observability.Web.Panels;

/// <summary>Rows and columns, as a query or a transformation gives them.</summary>
/// <param name="Rows">A cell is a text, a number (<see cref="double"/>), a moment, or null.</param>
internal sealed record PanelTable(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public static PanelTable Empty { get; } = new([], []);

    public int IndexOf(string column) => Columns.Select((c, i) => (c.Name, i)).FirstOrDefault(c => c.Name == column, ("", -1)).Item2;
}
