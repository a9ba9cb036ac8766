using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>Every configuration file is accepted by its own program's checker.</summary>
[Trait("Suite", "Config")]
public sealed class ToolTests(ToolContainer tools) : IClassFixture<ToolContainer>
{
    [Fact]
    public async Task Promtool_accepts_the_configuration()
    {
        var result = await tools.PromtoolAsync("check", "config", "--lint=all", "--lint-fatal", "/monitoring/prometheus.yml");
        result.ExitCode.Should().Be(0, "{0}{1}", result.Stdout, result.Stderr);
    }

    [Fact]
    public async Task Promtool_accepts_every_rule_file()
    {
        var result = await tools.PromtoolAsync(["check", "rules", "--lint=all", "--lint-fatal", .. RuleFiles.All.Select(InContainer)]);
        result.ExitCode.Should().Be(0, "{0}{1}", result.Stdout, result.Stderr);
    }

    [Fact]
    public async Task Every_rule_test_passes()
    {
        var files = RuleFiles.Tests.Select(InContainer).ToArray();
        files.Should().NotBeEmpty();
        var result = await tools.PromtoolAsync(["test", "rules", .. files]);
        result.ExitCode.Should().Be(0, "{0}{1}", result.Stdout, result.Stderr);
    }

    [Fact]
    public async Task Amtool_accepts_the_configuration()
    {
        var result = await tools.AmtoolAsync("check-config", "/monitoring/alertmanager.yml");
        result.ExitCode.Should().Be(0, "{0}{1}", result.Stdout, result.Stderr);
    }

    [Fact]
    public async Task Every_alert_takes_the_route_of_the_table()
    {
        foreach (var row in RuleFiles.Routes)
        {
            var result = await tools.AmtoolAsync(
                ["config", "routes", "test", "--config.file=/monitoring/alertmanager.yml", "--tree", $"alertname={row.Alert}", .. row.Labels]);
            result.Stdout.Should().Contain($"── {row.Route}  receiver: ", "that is the row of {0}; {1}", row.Alert, result.Stderr);
            result.Stdout.TrimEnd().Split('\n')[^1].Should().Be(row.Receivers, "that is the row of {0}", row.Alert);
        }
    }

    [Fact]
    public async Task A_wrong_configuration_is_refused()
    {
        (await tools.PromtoolAsync("check", "config", "/monitoring/alertmanager.yml")).ExitCode.Should().NotBe(0);
        (await tools.AmtoolAsync("check-config", "/monitoring/prometheus.yml")).ExitCode.Should().NotBe(0);
    }

    private static string InContainer(string path) => "/monitoring/" + Path.GetRelativePath(Repository.Monitoring, path);
}
