namespace Mem0Observability.Tests.Acceptance;

/// <summary>What the user gets wrong, or the machine: one clear error with a stable id, and exit code 1.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("Get-Mem0Metric up -ProjectName nothing-here", "StackNotRunning")]
    [InlineData("Start-Mem0Monitoring -Path /nowhere", "StackFileNotFound")]
    [InlineData("Test-Mem0Monitoring -Check nonsense", "CheckUnknown")]
    [InlineData("Test-Mem0Monitoring -ReportPath report.pdf", "ReportFormatUnknown")]
    [InlineData("Test-Mem0Monitoring -SignalsPath /nowhere.yml", "SignalsFileNotFound")]
    [InlineData("Test-Mem0Monitoring -DashboardPath /nowhere", "DashboardFileNotFound")]
    [InlineData("Show-Mem0Dashboard sales", "DashboardUnknown")]
    [InlineData("Start-Mem0Monitoring -Profile Nonsense", "ParameterArgumentValidationError")]
    [InlineData("Start-Mem0Monitoring -Profile Full -ImageSource Distribution -Variable @{ GRAFANA_IMAGE = 'registry.invalid/grafana:1' }", "DistributionIncomplete")]
    public async Task A_wrong_argument_is_one_error_with_its_id(string command, string errorId)
    {
        var run = await ModuleShell.RunAsync(command);
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(errorId);
        run.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Start-Mem0Monitoring")]
    [InlineData("Stop-Mem0Monitoring")]
    [InlineData("Get-Mem0Monitoring")]
    [InlineData("Start-Mem0Demo")]
    public async Task Without_an_engine_there_is_one_error_that_says_where_it_was_sought(string command)
    {
        var run = await ModuleShell.RunAsync($"[Environment]::SetEnvironmentVariable('DOCKER_HOST', 'unix:///nonexistent/docker.sock'); {command}");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("EngineUnavailable").And.Contain("/nonexistent/docker.sock");
    }

    [Fact]
    public async Task A_command_line_that_says_nothing_to_run_explains_itself()
    {
        var run = await Mem0Observability.Stack.ProcessRunner.RunAsync(
            "dotnet", [Path.Combine(ModuleShell.Root, "output", "shell", "Mem0Observability.Shell.dll")], TestContext.Current.CancellationToken);
        run!.ExitCode.Should().Be(2);
        run.Error.Should().Contain("-Command");
    }
}
