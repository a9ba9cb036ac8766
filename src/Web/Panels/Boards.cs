using Mem0Observability.Dashboards;
using Mem0Observability.Signals;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Panels;

/// <summary>The dashboards that ship, read from their files whenever they are asked for: they are small, and may be edited.</summary>
internal sealed class Boards(WebSettings settings, SignalSources sources)
{
    public IReadOnlyList<BoardSummary> List() =>
        [.. DashboardFolder.Load(settings.Dashboards).Dashboards.Select(d => new BoardSummary(d.Title, d.Description, d.Panels.Count(p => p.Type != PanelTypes.Row), Page(d)))];

    /// <param name="chosen">Values of variables, by name.</param>
    public async Task<BoardView> ViewAsync(string name, PageTime time, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, CancellationToken cancellationToken)
    {
        DashboardFolder folder = DashboardFolder.Load(settings.Dashboards);
        Dashboard dashboard = folder.Get(name);
        VariableChoices variables = await new VariableOptions(sources.Metrics, time.Start, time.End).ChooseAsync(dashboard, chosen, cancellationToken);
        return new BoardView(dashboard, time, variables, folder.Dashboards.ToDictionary(d => d.Uid, d => d.Name));
    }

    private static string Page(Dashboard dashboard)
    {
        string page = PageLinks.Dashboard(dashboard.Name);
        return dashboard.From == TimeRange.Default.From ? page : PageLinks.At(page, TimeRange.Default with { From = dashboard.From });
    }
}
