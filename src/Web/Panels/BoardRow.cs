using Mem0Observability.Dashboards;

namespace Mem0Observability.Web.Panels;

/// <summary>Panels below one heading, which folds them.</summary>
/// <param name="Title">Empty for panels before the first row.</param>
internal sealed record BoardRow(string Title, bool IsCollapsed, IReadOnlyList<PanelView> Panels)
{
    /// <summary>A row has the panels up to the next one; those inside of a collapsed row follow it in the reader's list as well.</summary>
    public static IReadOnlyList<BoardRow> Of(BoardView board)
    {
        var rows = new List<(DashboardPanel? Row, List<DashboardPanel> Panels)>();
        foreach (DashboardPanel panel in board.Dashboard.Panels)
        {
            if (panel.Type == PanelTypes.Row)
                rows.Add((panel, []));
            else if (rows.Count == 0)
                rows.Add((null, [panel]));
            else
                rows[^1].Panels.Add(panel);
        }

        return [.. rows.Select(r => Of(board, r.Row, r.Panels))];
    }

    private static BoardRow Of(BoardView board, DashboardPanel? row, List<DashboardPanel> panels)
    {
        int top = panels.Select(p => p.Place.Y).DefaultIfEmpty(0).Min();
        return new BoardRow(
            row?.Title ?? "",
            row?.IsCollapsed is true,
            [.. panels.OrderBy(p => p.Place.Y).ThenBy(p => p.Place.X).Select(p => new PanelView(board, p, p.Place with { Y = p.Place.Y - top }))]);
    }
}
