using Mem0Observability.Model;

namespace Mem0Observability.Dashboards;

/// <summary>Where a dashboard can be looked at.</summary>
internal static class DashboardAddress
{
    public static Uri Of(Dashboard dashboard, IReadOnlyList<ServiceStatus> services, string project)
    {
        ServiceStatus grafana = services.FirstOrDefault(s => s.Service == "grafana") ?? throw new StackException(
            "DashboardNotServed",
            StackErrorCategory.ResourceUnavailable,
            $"'{project}' has no Grafana: the Lite profile has none. Use Test-Mem0Monitoring dashboards and Get-Mem0Metric, or deploy with: Start-Mem0Monitoring -Profile Full.",
            dashboard.Name);

        return grafana.IsUp && grafana.Address.Length > 0
            ? new Uri($"{grafana.Address}/d/{dashboard.Uid}")
            : throw new StackException(
                "DashboardNotServed",
                StackErrorCategory.ResourceUnavailable,
                $"Grafana of '{project}' does not run: {grafana.State}, health {grafana.Health}. See: Get-Mem0Monitoring grafana",
                "grafana");
    }
}
