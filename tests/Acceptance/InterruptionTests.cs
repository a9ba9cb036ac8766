using System.Globalization;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The process is stopped or killed while it deploys.</summary>
public sealed class InterruptionTests
{
    private static readonly string s_start = $"Start-Mem0Monitoring -ImageSource {StackShape.ImageSource} | Out-Null";

    [Theory]
    [InlineData(1.5)]
    [InlineData(2.0)]
    [InlineData(2.5)]
    [InlineData(3.0)]
    public async Task Ctrl_C_while_deploying_leaves_nothing(double seconds)
    {
        var run = await StartAsync("INT", seconds);
        run.ExitCode.Should().BeOneOf([130, 0], run.Error);
        if (run.ExitCode == 130) (await CountAsync()).Should().Be(0, run.Error);
        await RemoveAsync();
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(3.0)]
    public async Task After_a_kill_9_the_next_start_finishes_the_work(double seconds)
    {
        await StartAsync("KILL", seconds);
        var run = await ModuleShell.RunAsync(s_start + "; (Get-Mem0Monitoring | Where-Object State -EQ running).Count");
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().Equal($"{StackShape.Running}");
        await RemoveAsync();
    }

    [Fact]
    public async Task Of_two_starts_at_the_same_time_one_does_the_work_and_one_is_told_so()
    {
        var runs = await Task.WhenAll(ModuleShell.RunAsync(s_start), ModuleShell.RunAsync(s_start));
        runs.Select(r => r.ExitCode).Should().BeEquivalentTo([0, 1]);
        runs.Single(r => r.ExitCode == 1).Error.Should().Contain("OperationInProgress");
        await RemoveAsync();
    }

    private static Task<ShellResult> StartAsync(string signal, double seconds) => ModuleShell.RunAsync(
        s_start, prefix: ["timeout", "--preserve-status", "--signal", signal, seconds.ToString(CultureInfo.InvariantCulture)]);

    private static async Task<int> CountAsync()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        var label = StackLabels.Of(ModuleShell.Project);
        return (await engine.ListContainersAsync(label, TestContext.Current.CancellationToken)).Count
            + (await engine.ListNetworksAsync(label, TestContext.Current.CancellationToken)).Count
            + (await engine.ListVolumesAsync(label, TestContext.Current.CancellationToken)).Count;
    }

    private static async Task RemoveAsync()
    {
        (await ModuleShell.RunAsync("Stop-Mem0Monitoring -RemoveData -Force")).ExitCode.Should().Be(0);
        (await CountAsync()).Should().Be(0);
    }
}
