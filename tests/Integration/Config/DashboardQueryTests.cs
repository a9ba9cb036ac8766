using System.Text;
using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>Every query of every dashboard is PromQL: Prometheus' own parser says so.</summary>
[Trait("Suite", "Config")]
public sealed class DashboardQueryTests(ToolContainer tools) : IClassFixture<ToolContainer>
{
    private const string File = "/tmp/queries.yml";

    [Fact]
    public async Task Promtool_accepts_every_query_and_every_condition()
    {
        var folder = DashboardFolder.Load(Path.Combine(Repository.Monitoring, "grafana", "dashboards"));
        IEnumerable<string> queries =
        [
            .. folder.Dashboards.SelectMany(d => d.Panels.SelectMany(p => p.Queries).Where(q => q.SourceType == "prometheus").Select(q => Expand(d, q.Text))),
            .. folder.Empty.Select(e => e.Unless).OfType<string>(),
        ];
        var result = await CheckAsync(queries);
        result.Error.Should().BeEmpty();
        result.ExitCode.Should().Be(0, result.Error);
    }

    [Fact]
    public async Task Promtool_refuses_what_is_none() => (await CheckAsync(["sum(rate(up[5m])"])).ExitCode.Should().NotBe(0);

    private async Task<(long? ExitCode, string Error)> CheckAsync(IEnumerable<string> queries)
    {
        var rules = queries.Select((q, i) => $"  - {{record: 'query:{i}', expr: {JsonSerializer.Serialize(q)}}}");
        var result = await tools.PromtoolAsync(Encoding.UTF8.GetBytes($"groups:\n- name: queries\n  rules:\n{string.Join('\n', rules)}\n"), File, "check", "rules", File);
        return (result.ExitCode, result.Stderr);
    }

    /// <summary>With the values that need no store.</summary>
    private static string Expand(Dashboard dashboard, string promQL)
    {
        var values = PanelText.Builtin(dashboard.Range, PanelStep.Scrape, 4 * PanelStep.Scrape);
        foreach (var variable in dashboard.Variables) values[variable.Name] = new(variable.Current, Raw: variable.IsAll ? variable.AllText : null);
        return new PanelText(values).Expand(promQL);
    }
}
