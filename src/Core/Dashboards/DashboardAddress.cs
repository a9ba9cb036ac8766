using Mem0Observability.Model;

namespace Mem0Observability.Dashboards;

/// <summary>Where a dashboard can be looked at.</summary>
internal static class DashboardAddress
{
    /// <summary>Grafana's where the deployment has it, otherwise the observer's own page.</summary>
    public static Uri Of(Dashboard dashboard, IReadOnlyList<ServiceStatus> services, string project)
    {
        ServiceStatus server = services.FirstOrDefault(s => s.Service == "grafana") ?? services.FirstOrDefault(s => s.Service == "observer") ?? throw NotServed(
            $"'{project}' has neither Grafana nor the observer. See: Get-Mem0Monitoring", dashboard.Name);

        if (!server.IsUp || server.Address.Length == 0)
            throw NotServed($"'{server.Service}' of '{project}' does not run: {server.State}, health {server.Health}. See: Get-Mem0Monitoring {server.Service}", server.Service);

        return new Uri(server.Service == "grafana" ? $"{server.Address}/d/{dashboard.Uid}" : $"{server.Address}/dashboards/{dashboard.Name}");
    }

    private static StackException NotServed(string message, string target) => new("DashboardNotServed", StackErrorCategory.ResourceUnavailable, message, target);
}
