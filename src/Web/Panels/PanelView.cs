using Mem0Observability.Dashboards;

namespace Mem0Observability.Web.Panels;

/// <summary>A panel in its place on a page.</summary>
public sealed class PanelView
{
    /// <summary>Of the grid, in pixels, as in Grafana.</summary>
    private const int Row = 30, Gap = 8;

    /// <summary>What title and edges take.</summary>
    private const int Frame = 58;

    /// <param name="place">Counted from the top of its row.</param>
    internal PanelView(BoardView board, DashboardPanel panel, GridPlace place)
    {
        Board = board;
        Panel = panel;
        Place = place;
        Problems = PanelSupport.Problems(panel);
    }

    internal BoardView Board { get; }

    internal DashboardPanel Panel { get; }

    internal GridPlace Place { get; }

    /// <summary>What of the panel cannot be drawn here.</summary>
    internal IReadOnlyList<string> Problems { get; }

    /// <summary>For what is inside, in pixels.</summary>
    internal int BodyHeight => Math.Max(40, Place.Height * (Row + Gap) - Gap - Frame);
}
