namespace Mem0Observability.Web.Panels;

/// <summary>Rows and columns, as a query or a transformation gives them.</summary>
/// <param name="Rows">A cell is a text, a number (<see cref="double"/>), a moment, or null.</param>
internal sealed record PanelTable(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public static PanelTable Empty { get; } = new([], []);

    /// <returns>-1 where there is no such column.</returns>
    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
                return i;
        }

        return -1;
    }
}
