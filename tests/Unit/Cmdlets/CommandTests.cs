using System.Management.Automation;
using Mem0Observability.Commands;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-cmdlets");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("services: [", "ComposeSyntax")]
    [InlineData("services: {a: {image: x, colour: red}}", "ComposeUnknownKey")]
    [InlineData("services: {a: {image: '${NOT_SET_ANYWHERE}'}}", "ComposeVariableMissing")]
    [InlineData("services: {a: {image: x, depends_on: [b]}}", "ComposeUndefinedReference")]
    public void A_fault_of_the_compose_file_is_told_before_any_engine_is_asked(string file, string errorId)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "docker-compose.monitoring.yml"), file);
        // An engine that would be asked would give EngineUnavailable.
        var run = CommandHost.Run($"[Environment]::SetEnvironmentVariable('MEM0_STATE_DIR', '{_folder.FullName}/state'); Start-Mem0Monitoring -Path '{_folder.FullName}'");
        var error = run.Errors.Should().ContainSingle().Which;
        error.FullyQualifiedErrorId.Should().Be($"{errorId},Mem0Observability.Commands.StartMem0MonitoringCommand");
        error.Exception.Message.Should().MatchRegex(@"docker-compose\.monitoring\.yml:\d+:\d+");
        error.TargetObject.Should().NotBeNull();
        Directory.Exists(Path.Combine(_folder.FullName, "state")).Should().BeFalse();
    }

    [Fact]
    public void A_folder_without_the_compose_file_is_named()
    {
        var run = CommandHost.Run($"Start-Mem0Monitoring -Path '{_folder.FullName}'");
        run.Errors.Should().ContainSingle().Which.Should().Match<ErrorRecord>(e => e.FullyQualifiedErrorId.StartsWith("StackFileNotFound,") && e.CategoryInfo.Category == ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("Start-Mem0Monitoring -Profile Huge")]
    [InlineData("Start-Mem0Demo -Fault Fire")]
    [InlineData("Send-Mem0TestAlert urgent")]
    [InlineData("Get-Mem0Alert -State angry")]
    [InlineData("Get-Mem0Monitoring -ProjectName 'Not A Name'")]
    [InlineData("Start-Mem0Monitoring -TimeoutSeconds 0")]
    [InlineData("Reset-Mem0Credential root")]
    public void A_value_outside_its_set_is_refused_by_the_parameter(string command) =>
        CommandHost.Run(command).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ParameterArgumentValidationError,");

    [Fact]
    public void Every_category_of_the_core_has_one_of_PowerShell()
    {
        foreach (var category in Enum.GetValues<StackErrorCategory>())
        {
            var record = ErrorRecords.From(new StackException("AnId", category, "what", "target"));
            record.CategoryInfo.Category.ToString().Should().Be(category.ToString());
            record.FullyQualifiedErrorId.Should().Be("AnId");
            record.TargetObject.Should().Be("target");
        }
    }

    [Fact]
    public void Every_command_that_changes_state_can_be_asked_what_it_would_do()
    {
        var changing = typeof(Mem0Command).Assembly.GetTypes()
            .Select(t => (Type: t, Cmdlet: t.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().SingleOrDefault()))
            .Where(t => t.Cmdlet?.VerbName is "Start" or "Stop" or "Send" or "Install" or "Uninstall" or "Reset" or "New" or "Remove" or "Confirm").ToList();
        changing.Should().HaveCountGreaterThanOrEqualTo(8).And.OnlyContain(t => t.Cmdlet!.SupportsShouldProcess);
    }

    [Fact]
    public void WhatIf_names_every_credential_and_makes_no_secret()
    {
        string said = CommandHost.Show(
            $"[Environment]::SetEnvironmentVariable('MEM0_STATE_DIR', '{_folder.FullName}'); Reset-Mem0Credential otlp_token, elastic -WhatIf", new FakeStack().Sources);

        said.Split('\n').Where(l => l.StartsWith("What if: ", StringComparison.Ordinal)).Should().SatisfyRespectively(
            first => first.Should().Contain("elastic ("),
            second => second.Should().Contain("otlp_token ("));
        Directory.EnumerateFileSystemEntries(_folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public void Only_output_records_and_commands_are_public()
    {
        typeof(StackException).Assembly.GetExportedTypes().Select(t => t.Namespace).Distinct().Should().BeSubsetOf(["Mem0Observability.Model", "Mem0Observability.Compose"]);
        typeof(Mem0Command).Assembly.GetExportedTypes().Should().OnlyContain(t => typeof(PSCmdlet).IsAssignableFrom(t));
    }
}
