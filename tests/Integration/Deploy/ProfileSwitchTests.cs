using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>As between Lite and Full: a service leaves with its volume, another takes its port over.</summary>
public sealed class ProfileSwitchTests
{
    [Fact]
    public async Task Going_there_and_back_moves_the_port_and_keeps_the_data()
    {
        var port = Port.Free();
        var one = $"services:\n{TempStack.Idle("small", $"    ports: [\"127.0.0.1:{port}:80\"]\n    volumes: [small:/data]")}{TempStack.Idle("kept")}\nvolumes:\n  small: {{}}\n";
        var other = $"services:\n{TempStack.Idle("large", $"    ports: [\"127.0.0.1:{port}:80\"]")}{TempStack.Idle("kept")}\n";
        await using var stack = await TempStack.CreateAsync(one);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var kept = (await stack.ContainerAsync("kept")).Id;

        stack.Write("compose.yml", other);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await ServicesAsync(stack)).Should().Equal("kept", "large");
        (await stack.Engine.ListVolumesAsync(StackLabels.Of(stack.Project), TestContext.Current.CancellationToken)).Should().ContainSingle();

        stack.Write("compose.yml", one);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await ServicesAsync(stack)).Should().Equal("kept", "small");
        (await stack.ContainerAsync("kept")).Id.Should().Be(kept);
    }

    private static async Task<string[]> ServicesAsync(TempStack stack) =>
        [.. (await stack.ContainersAsync()).Where(c => c.State == "running").Select(c => c.Labels[StackLabels.Service]).Order(StringComparer.Ordinal)];
}
