namespace Mem0Observability.Dashboards;

/// <summary>A panel that may be empty.</summary>
/// <param name="Panel">Its title; <c>*</c> for all of the dashboard.</param>
/// <param name="Why">When that is as it should be.</param>
/// <param name="Unless">PromQL; while it has a sample, the panel must have data after all. Null where no metric tells.</param>
internal sealed record EmptyPanel(string Dashboard, string Panel, string Why, string? Unless)
{
    public const string All = "*";

    public bool Means(Dashboard dashboard, DashboardPanel panel) => Dashboard == dashboard.Name && (Panel == All || Panel == panel.Title);
}
