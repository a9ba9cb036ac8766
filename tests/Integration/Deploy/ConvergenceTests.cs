using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>A run changes what differs from the file, and only that.</summary>
public sealed class ConvergenceTests
{
    private static readonly string s_compose = $"""
        services:
        {TempStack.Idle("web", "    volumes: [./settings.txt:/settings.txt:ro]\n    healthcheck: { test: [CMD, test, -f, /settings.txt], interval: 30s }")}
        {TempStack.Idle("other")}
        """;

    [Fact]
    public async Task A_second_run_without_changes_touches_nothing()
    {
        await using var stack = await StartedAsync();
        var before = await IdsAsync(stack);
        var items = await stack.StartAsync(TestContext.Current.CancellationToken);
        (await IdsAsync(stack)).Should().Equal(before);
        items.OfType<ProgressItem>().Select(p => p.Status).Should().OnlyContain(s => s.EndsWith("is ready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_whose_mounted_file_changed_is_replaced_and_no_other()
    {
        await using var stack = await StartedAsync();
        var before = await IdsAsync(stack);
        stack.Write("settings.txt", "new");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var after = await IdsAsync(stack);
        after["other"].Should().Be(before["other"]);
        after["web"].Should().NotBe(before["web"]);
        (await stack.Engine.ExecAsync(after["web"], ["cat", "/settings.txt"], TestContext.Current.CancellationToken))!.Output.Should().Be("new");
    }

    [Fact]
    public async Task A_replacement_that_fails_brings_the_former_container_back()
    {
        await using var stack = await StartedAsync();
        var before = await stack.ContainerAsync("web");
        stack.Write("compose.yml", s_compose.Replace("[sleep, \"600\"]", "[sh, -c, \"exit 1\"]", StringComparison.Ordinal));
        (await stack.FailAsync()).ErrorId.Should().Be("ServiceExited");
        var after = await stack.ContainerAsync("web");
        (after.Id, after.Name, after.State).Should().Be((before.Id, before.Name, "running"));
        (await stack.ContainersAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_container_that_was_killed_is_healed_by_the_next_run()
    {
        await using var stack = await StartedAsync();
        var killed = await stack.ContainerAsync("web");
        await TempStack.KillAsync(killed.Id);
        (await stack.ContainerAsync("web")).State.Should().Be("exited");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var healed = await stack.ContainerAsync("web");
        (healed.Id, healed.State).Should().Be((killed.Id, "running"));
    }

    [Fact]
    public async Task A_service_that_left_the_file_is_removed()
    {
        await using var stack = await StartedAsync();
        stack.Write("compose.yml", $"services:\n{TempStack.Idle("other")}");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await IdsAsync(stack)).Keys.Should().Equal("other");
    }

    /// <summary>The labels are what `docker compose -p project ps|logs|down` finds a stack by.</summary>
    [Fact]
    public async Task Compose_finds_the_stack_by_its_labels()
    {
        await using var stack = await StartedAsync();
        var web = await stack.ContainerAsync("web");
        web.Name.Should().Be($"{stack.Project}-web-1");
        web.Labels.Should().Contain(StackLabels.OneOff, "False").And.Contain(StackLabels.Number, "1")
            .And.ContainKeys(StackLabels.ComposeHash, StackLabels.ConfigFiles, StackLabels.WorkingDirectory);
        var network = (await stack.Engine.ListNetworksAsync(StackLabels.Of(stack.Project), TestContext.Current.CancellationToken)).Should().ContainSingle().Which;
        network.Name.Should().Be($"{stack.Project}_default");
        network.Labels.Should().Contain(StackLabels.Network, "default");
    }

    private static async Task<TempStack> StartedAsync()
    {
        var stack = await TempStack.CreateAsync(s_compose);
        stack.Write("settings.txt", "old");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        return stack;
    }

    private static async Task<SortedDictionary<string, string>> IdsAsync(TempStack stack) =>
        new((await stack.ContainersAsync()).ToDictionary(c => c.Labels[StackLabels.Service], c => c.Id), StringComparer.Ordinal);
}
