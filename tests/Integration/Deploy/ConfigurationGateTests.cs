using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>What a program would refuse does not reach the one that runs.</summary>
public sealed class ConfigurationGateTests
{
    private static readonly string s_compose = $$"""
        services:
          prometheus:
            image: {{Repository.Lite.Services["prometheus"].Image}}
            read_only: true
            cap_drop: [ALL]
            volumes:
              - ./prometheus.yml:/etc/prometheus/prometheus.yml:ro
              - ./rules:/etc/prometheus/rules:ro
              - data:/prometheus
            labels:
              io.mem0-observability.check: {{Repository.Lite.Services["prometheus"].Labels["io.mem0-observability.check"]}}
            healthcheck: {test: [CMD, wget, -q, -O, /dev/null, "http://127.0.0.1:9090/-/ready"]}
        volumes:
          data: {}
        """;

    [Fact]
    public async Task A_rule_file_with_an_error_is_refused_with_its_line_and_the_rules_that_run_stay()
    {
        await using var stack = await TempStack.CreateAsync(s_compose);
        stack.Write("prometheus.yml", "rule_files: [rules/*.yml]\n");
        Directory.CreateDirectory(Path.Combine(stack.Folder, "rules"));
        WriteRule(stack, "vector(1)");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var before = await stack.ContainerAsync("prometheus");

        WriteRule(stack, "vector(1");
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ConfigurationInvalid");
        error.Message.Should().Contain("'prometheus'").And.Contain("rules/mine.yml").And.MatchRegex("[0-9]+:[0-9]+").And.Contain("parse error");
        var after = await stack.ContainerAsync("prometheus");
        (after.Id, after.State).Should().Be((before.Id, "running"));
        (await stack.ContainersAsync()).Should().ContainSingle();
        (await stack.Engine.ExecAsync(after.Id, ["wget", "-q", "-O", "-", "http://127.0.0.1:9090/api/v1/rules"], TestContext.Current.CancellationToken))!.Output.Should().Contain("vector(1)");

        WriteRule(stack, "vector(2)");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await stack.ContainerAsync("prometheus")).Id.Should().NotBe(before.Id);
    }

    [Fact]
    public async Task A_first_start_with_a_wrong_file_leaves_nothing()
    {
        await using var stack = await TempStack.CreateAsync(s_compose);
        stack.Write("prometheus.yml", "rule_file: []\n");
        Directory.CreateDirectory(Path.Combine(stack.Folder, "rules"));
        (await stack.FailAsync()).Message.Should().Contain("rule_file");
        await stack.NothingIsLeftAsync();
    }

    private static void WriteRule(TempStack stack, string expression) =>
        stack.Write("rules/mine.yml", $"groups:\n  - name: mine\n    rules:\n      - {{alert: Mine, expr: {expression}}}\n");
}
