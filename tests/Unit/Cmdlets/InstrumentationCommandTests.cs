using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Checks;
using Mem0Observability.Tests.Unit.Instrumentation;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

public sealed class InstrumentationCommandTests : IDisposable
{
    private readonly TempCheckout _checkout = new(legacy: true);

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Installing_and_removing_give_a_record_for_each_file()
    {
        var before = _checkout.Tree();
        Files(Install()).Should().HaveCount(10).And.OnlyContain(f => f.Action == InstrumentationAction.Created && Path.IsPathRooted(f.Path));
        Files(Install()).Should().HaveCount(10).And.OnlyContain(f => f.Action == InstrumentationAction.Unchanged);
        Files(CommandHost.Run($"Uninstall-Mem0Instrumentation '{_checkout.Root}'")).Should().HaveCount(10).And.OnlyContain(f => f.Action == InstrumentationAction.Removed);
        _checkout.Tree().Should().Equal(before);
        Files(CommandHost.Run($"Uninstall-Mem0Instrumentation '{_checkout.Root}'")).Should().BeEmpty();
    }

    [Fact]
    public void WhatIf_names_every_file_and_writes_none()
    {
        var times = _checkout.Times();
        CommandHost.Show(Command("-WhatIf"), new FakeStack().Sources).Split('\n').Where(l => l.StartsWith("What if: ", StringComparison.Ordinal) && l.Contains("\"Create\"", StringComparison.Ordinal)).Should()
            .HaveCount(10).And.OnlyHaveUniqueItems().And.Contain(l => l.Contains(_checkout.At("server/monitoring.py"), StringComparison.Ordinal));
        Install("-WhatIf").Output.Should().BeEmpty();
        _checkout.Times().Should().Equal(times);

        Install();
        times = _checkout.Times();
        CommandHost.Show($"Uninstall-Mem0Instrumentation '{_checkout.Root}' -WhatIf", new FakeStack().Sources).Split('\n').Count(l => l.Contains("\"Remove\"", StringComparison.Ordinal)).Should().Be(10);
        _checkout.Times().Should().Equal(times);
    }

    [Fact]
    public void The_next_step_is_shown_and_is_no_output()
    {
        CommandHost.Run(Command("-Layout current 6>&1")).Output.OfType<InformationRecord>().Should().ContainSingle()
            .Which.ToString().Should().EndWith("docker compose -f docker-compose.yaml -f docker-compose.monitoring.yaml up -d");
        Install().Output.Should().AllBeOfType<InstrumentationFile>();
    }

    [Fact]
    public void A_console_shows_files_in_columns()
    {
        string shown = CommandHost.Show(Command("-Layout current"), new FakeStack().Sources);
        shown.Should().MatchRegex(@"(?m)^Action +Layout +Path +Reason").And.MatchRegex(@"(?m)^Created +current ");
    }

    [Fact]
    public void Every_refused_file_is_an_error_of_its_own_and_there_is_no_output()
    {
        _checkout.Write("server/monitoring.py", "mine");
        _checkout.Write("openmemory/api/app/monitoring.py", "mine");
        CommandOutcome run = Install();
        run.Output.Should().BeEmpty();
        run.Errors.Should().HaveCount(2).And.OnlyContain(e =>
            e.FullyQualifiedErrorId == "InstrumentationFileForeign,Mem0Observability.Commands.InstallMem0InstrumentationCommand" && e.CategoryInfo.Category == ErrorCategory.InvalidData);
        Files(Install("-Force")).Count(f => f.Action == InstrumentationAction.Updated).Should().Be(2);
    }

    [Theory]
    [InlineData("Install-Mem0Instrumentation {0}/nowhere", "CheckoutNotFound,Mem0Observability.Commands.InstallMem0InstrumentationCommand")]
    [InlineData("Uninstall-Mem0Instrumentation {0}/server/nowhere", "CheckoutNotFound,Mem0Observability.Commands.UninstallMem0InstrumentationCommand")]
    [InlineData("Install-Mem0Instrumentation {0}/openmemory/api", "CheckoutNotMem0,Mem0Observability.Commands.InstallMem0InstrumentationCommand")]
    [InlineData("Install-Mem0Instrumentation {0}/server -Layout legacy", "CheckoutLayoutMissing,Mem0Observability.Commands.InstallMem0InstrumentationCommand")]
    [InlineData("Install-Mem0Instrumentation {0} -SourcePath {0}", "InstrumentationSourceMissing,Mem0Observability.Commands.InstallMem0InstrumentationCommand")]
    [InlineData("Install-Mem0Instrumentation {0} -Layout new", "ParameterArgumentValidationError,Mem0Observability.Commands.InstallMem0InstrumentationCommand")]
    [InlineData("Test-Mem0Instrumentation postgres", "ParameterArgumentValidationError,Mem0Observability.Commands.TestMem0InstrumentationCommand")]
    public void A_fault_has_its_id(string script, string errorId) =>
        CommandHost.Run(script.Replace("{0}", _checkout.Root, StringComparison.Ordinal)).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be(errorId);

    [Fact]
    public void Testing_asks_the_stack_s_metric_store()
    {
        var stack = new FakeStack();
        stack.Metrics.Targets = () => [Healthy.Target("mem0", "mem0")];
        stack.Metrics.Answer = _ => [];
        CommandOutcome run = CommandHost.Run("Test-Mem0Instrumentation mem0", stack.Sources);
        run.Errors.Should().BeEmpty();
        run.Output.Should().HaveCount(10).And.AllBeOfType<CheckResult>();
        CommandHost.Run("Test-Mem0Instrumentation -Service mem0 -Quiet", stack.Sources).Output.Should().Equal(false);
    }

    [Fact]
    public void Testing_takes_the_address_of_another_metric_store()
    {
        // Nothing listens on port 9 (discard) of this machine; were the stack asked, everything would be told as absent.
        CommandOutcome run = CommandHost.Run("Test-Mem0Instrumentation -MetricsAddress http://127.0.0.1:9", new FakeStack().Sources);
        run.Errors.Should().BeEmpty();
        run.Output.Cast<CheckResult>().Should().HaveCount(5).And.OnlyContain(r => r.Outcome == CheckOutcome.Failed && r.Reason.Contains("127.0.0.1:9"));
    }

    private CommandOutcome Install(string arguments = "") => CommandHost.Run(Command(arguments));

    private string Command(string arguments) => $"Install-Mem0Instrumentation '{_checkout.Root}' -SourcePath '{_checkout.Source}' {arguments}";

    private static IReadOnlyList<InstrumentationFile> Files(CommandOutcome run)
    {
        run.Errors.Should().BeEmpty();
        return [.. run.Output.Cast<InstrumentationFile>()];
    }
}
