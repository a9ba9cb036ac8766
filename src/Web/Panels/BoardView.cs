using Mem0Observability.Dashboards;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Panels;

/// <summary>A dashboard at a time, with its variables set; a new one with each refresh.</summary>
public sealed class BoardView
{
    internal BoardView(Dashboard dashboard, PageTime time, VariableChoices variables, IReadOnlyDictionary<string, string> pages)
    {
        Dashboard = dashboard;
        Time = time;
        Variables = variables;
        Pages = pages;
        Rows = BoardRow.Of(this);
    }

    internal Dashboard Dashboard { get; }

    internal PageTime Time { get; }

    internal VariableChoices Variables { get; }

    /// <summary>The names of all dashboards by their uids, by which files refer to each other.</summary>
    internal IReadOnlyDictionary<string, string> Pages { get; }

    internal IReadOnlyList<BoardRow> Rows { get; }
}
