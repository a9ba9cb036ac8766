using Mem0Observability.Model;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>The user stops a run, or starts a second one.</summary>
public sealed class InterruptionTests
{
    private static readonly string s_compose = $"""
        services:
        {TempStack.Idle("db", "    volumes: [data:/data]\n    healthcheck: { test: [CMD, test, -d, /data], interval: 30s }")}
        {TempStack.Idle("api", "    depends_on: { db: { condition: service_healthy } }")}
        {TempStack.Idle("other")}
        volumes:
          data: {"{}"}
        """;

    [Fact]
    public async Task Stopping_at_any_moment_leaves_nothing_half_made()
    {
        await using var stack = await TempStack.CreateAsync(s_compose);
        // Spread over the whole of a run, which takes one to two seconds on a free machine.
        foreach (var milliseconds in new[] { 15, 60, 130, 250, 400, 650, 1000, 1600 })
        {
            var delay = TimeSpan.FromMilliseconds(milliseconds);
            using var stop = new CancellationTokenSource(delay);
            try
            {
                await stack.StartAsync(stop.Token);
                await stack.RemoveAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }

            (await stack.ContainersAsync()).Should().BeEmpty("the run was stopped after {0}", delay);
            await stack.NothingIsLeftAsync();
        }
    }

    [Fact]
    public async Task Stopping_a_replacement_brings_the_former_containers_back()
    {
        await using var stack = await TempStack.CreateAsync(s_compose);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var before = (await stack.ContainersAsync()).Select(c => (c.Id, c.Name, c.State)).Order();
        stack.Write("compose.yml", s_compose.Replace("\"600\"", "\"601\"", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        var start = () => stack.StartAsync(stack.Engine, item =>
        {
            if (item is ProgressItem { Status: "db is ready" }) stop.Cancel();
        }, stop.Token);
        await start.Should().ThrowAsync<OperationCanceledException>();
        (await stack.ContainersAsync()).Select(c => (c.Id, c.Name, c.State)).Order().Should().Equal(before);
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_refused_and_the_first_goes_on()
    {
        await using var stack = await TempStack.CreateAsync(s_compose);
        Task<StackException>? second = null;
        await stack.StartAsync(stack.Engine, _ => second ??= stack.FailAsync(), TestContext.Current.CancellationToken);
        var refused = await second!;
        refused.ErrorId.Should().Be("OperationInProgress");
        refused.Message.Should().Contain(stack.Project);
        (await stack.ContainersAsync()).Should().HaveCount(3).And.OnlyContain(c => c.State == "running");
    }
}
