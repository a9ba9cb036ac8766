using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>A service that runs once, as those that set Elasticsearch and Kibana up.</summary>
public sealed class OneShotTests
{
    [Fact]
    public async Task What_waits_for_its_end_comes_after_it_and_a_second_run_does_not_run_it_again()
    {
        await using var stack = await CreateAsync("echo step one; echo step two >&2; echo done > /data/done");
        var items = await stack.StartAsync(TestContext.Current.CancellationToken);
        items.OfType<ProgressItem>().Select(p => p.Status).Should().Contain(["setup: step one", "setup: step two"]);
        var first = await stack.ContainerAsync("setup");
        first.ExitCode.Should().Be(0);
        (await StackView.ListAsync(stack.Engine, stack.Project, TestContext.Current.CancellationToken)).Select(s => (s.Service, s.State)).Should().Equal(
            ("after", "running"), ("setup", "completed"), ("unawaited", "completed"));

        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await stack.ContainerAsync("setup")).Id.Should().Be(first.Id);
    }

    [Fact]
    public async Task One_that_fails_is_named_with_its_lines_and_nothing_is_left()
    {
        await using var stack = await CreateAsync("echo cannot reach it; exit 4");
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ServiceExited");
        error.Target.Should().Be("setup");
        error.Message.Should().Contain("code 4").And.EndWith("cannot reach it");
        await stack.NothingIsLeftAsync();
    }

    private static Task<TempStack> CreateAsync(string script) => TempStack.CreateAsync($"""
        services:
          setup:
            image: debian:trixie-slim
            command: [sh, -c, "{script}"]
            volumes: [data:/data]
        {TempStack.Idle("after", "    volumes: [data:/data]\n    depends_on: { setup: { condition: service_completed_successfully } }\n    healthcheck: { test: [CMD, test, -f, /data/done], interval: 30s }")}
          unawaited:
            image: debian:trixie-slim
            command: ["true"]
            restart: "no"
            healthcheck:
              disable: true
        volumes:
          data: {"{}"}
        """);
}
