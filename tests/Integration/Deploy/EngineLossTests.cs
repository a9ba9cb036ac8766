using Mem0Observability.Docker;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>The engine is not there, or goes away while it is needed.</summary>
public sealed class EngineLossTests
{
    [Fact]
    public async Task An_engine_that_is_not_there_is_named_with_what_to_do()
    {
        var open = () => EngineConnection.OpenAsync(new Uri("unix:///nonexistent/docker.sock"), TestContext.Current.CancellationToken);
        var error = (await open.Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("EngineUnavailable");
        error.Message.Should().Contain("unix:///nonexistent/docker.sock").And.Contain("DOCKER_HOST");
    }

    [Theory]
    [InlineData("Create ")]
    [InlineData("first is ready")]
    public async Task An_engine_that_stops_in_mid_deploy_is_one_error_and_the_next_start_puts_it_right(string moment)
    {
        await using var stack = await CreateAsync();
        await CutAsync(stack, moment);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await stack.ContainersAsync()).Should().HaveCount(2).And.OnlyContain(c => c.State == "running");
    }

    [Fact]
    public async Task What_an_engine_that_stopped_has_left_is_taken_away_by_a_removal()
    {
        await using var stack = await CreateAsync();
        await CutAsync(stack, "first is ready");
        await stack.RemoveAsync();
        await stack.NothingIsLeftAsync();
    }

    private static Task<TempStack> CreateAsync() => TempStack.CreateAsync($"""
        services:
        {TempStack.Idle("first", "    volumes: [data:/data]\n    healthcheck: { test: [CMD, test, -d, /data], interval: 30s }")}
        {TempStack.Idle("second", "    depends_on: { first: { condition: service_healthy } }")}
        volumes:
          data: {"{}"}
        """);

    private static async Task CutAsync(TempStack stack, string moment)
    {
        await using var relay = new SocketRelay(stack.Engine.Info.Address);
        using var engine = await EngineConnection.OpenAsync(relay.Address, TestContext.Current.CancellationToken);
        var warnings = new List<string>();
        var start = async () => await stack.StartAsync(engine, item =>
        {
            if (item is ProgressItem progress && progress.Status.StartsWith(moment, StringComparison.Ordinal)) relay.Cut();
            if (item is WarningItem warning) warnings.Add(warning.Message);
        });
        var error = (await start.Should().ThrowAsync<StackException>()).Which;
        error.ErrorId.Should().Be("EngineUnavailable");
        warnings.Should().Contain(w => w.Contains("puts it right", StringComparison.Ordinal), "what could not be undone is said");
        await SettleAsync(stack);
    }

    /// <summary>Only the way to this engine was cut: it may still be at the last call, which one that really stopped has given up or ended.</summary>
    private static async Task SettleAsync(TempStack stack)
    {
        int before;
        do
        {
            before = (await stack.ContainersAsync()).Count(c => c.State is not "removing");
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }
        while ((await stack.ContainersAsync()).Count != before);
    }
}
