using Mem0Observability.Commands;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Docs;
using Mem0Observability.Tests.Unit.Signals.Drills;

namespace Mem0Observability.Tests.Unit.Cmdlets;

public sealed class AlertDrillCommandTests : IDisposable
{
    private static readonly string s_drills = $"-DrillsPath '{Path.Combine(Checkout.Root, "monitoring", "drills.yml")}'";

    private readonly DrilledStack _stack = new();

    public AlertDrillCommandTests() => InvokeMem0AlertDrillCommand.GivenDemo.Value = _stack.Demo;

    public void Dispose() => InvokeMem0AlertDrillCommand.GivenDemo.Value = null;

    [Fact]
    public void WhatIf_breaks_nothing()
    {
        var run = CommandHost.Run($"Invoke-Mem0AlertDrill {s_drills} -WhatIf", _stack.Sources);
        run.Errors.Should().BeEmpty();
        run.Output.Should().BeEmpty();
        _stack.Demo.Done.Should().BeEmpty();
        _stack.Inbox.Drills.Should().BeEmpty();
    }

    [Fact]
    public void An_alert_without_a_drill_is_a_result_with_the_reason()
    {
        var result = CommandHost.Run($"Invoke-Mem0AlertDrill PostgresDown {s_drills}", _stack.Sources).Output.Should().ContainSingle().Which.Should().BeOfType<AlertDrillResult>().Subject;
        result.Outcome.Should().Be(DrillOutcome.NotDrillable);
        result.Reason.Should().StartWith("There is no drill of it: it remembers for a day").And.EndWith("proves the rule.");
    }

    [Fact]
    public void An_unknown_name_a_missing_file_and_a_timeout_without_a_unit_are_errors()
    {
        Error($"Invoke-Mem0AlertDrill Nothing {s_drills}").Should().StartWith("DrillUnknown,");
        Error("Invoke-Mem0AlertDrill -DrillsPath /nowhere/drills.yml").Should().StartWith("DrillsFileNotFound,");
        Error($"Invoke-Mem0AlertDrill {s_drills} -Timeout 10").Should().StartWith("ParameterArgumentTransformationError,");
    }

    [Fact]
    public void A_console_shows_the_reason_and_the_hops() =>
        CommandHost.Show($"Invoke-Mem0AlertDrill PostgresDown {s_drills}", _stack.Sources).Should().MatchRegex(@"Name +: PostgresDown").And.Contain("NotDrillable").And.Contain("Hops");

    private string Error(string script) => CommandHost.Run(script, _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId;
}
