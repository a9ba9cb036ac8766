namespace Mem0Observability.Tests.Acceptance;

/// <summary>The module as PowerShell sees it.</summary>
public sealed class ModuleTests
{
    private static string Manifest { get; } = Path.Combine(ModuleShell.Root, "output", "Mem0Observability", "Mem0Observability.psd1");

    [Fact]
    public async Task It_exports_the_cmdlets_of_its_manifest_also_after_a_second_import()
    {
        var run = await ModuleShell.RunAsync($"""
            (Get-Command -Module Mem0Observability).Count
            Remove-Module Mem0Observability
            (Get-Command -Module Mem0Observability -ListImported).Count
            Import-Module '{Manifest}'
            (Get-Command -Module Mem0Observability).Count
            Import-Module '{Manifest}' -Force
            (Get-Command -Module Mem0Observability).Count
            """);
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().HaveCount(4);
        run.Lines[0].Should().NotBe("0").And.Be(run.Lines[2]).And.Be(run.Lines[3]);
        run.Lines[1].Should().Be("0");
    }

    [Fact]
    public async Task Its_libraries_stay_in_a_load_context_of_their_own()
    {
        var run = await ModuleShell.RunAsync("""
            $type = (Get-Command Get-Mem0Metric).ImplementingType
            [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($type.Assembly).Name
            [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | Where-Object { $_.GetName().Name -in 'Docker.DotNet', 'YamlDotNet', 'Mem0Observability.Core' } | ForEach-Object { "leaked $($_.GetName().Name)" }
            """);
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().Equal("Mem0Observability");
    }

    [Fact]
    public async Task Two_runspaces_can_use_it_at_the_same_time()
    {
        var run = await ModuleShell.RunAsync($$"""
            $jobs = 1..2 | ForEach-Object {
                $space = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace([InitialSessionState]::CreateDefault2())
                $space.Open()
                $ps = [PowerShell]::Create($space)
                [void]$ps.AddScript("Import-Module '{{Manifest}}'; Get-Mem0Monitoring -ProjectName nothing-here; (Get-Command -Module Mem0Observability).Count")
                [pscustomobject]@{ Shell = $ps; Result = $ps.BeginInvoke() }
            }
            $jobs | ForEach-Object { $_.Shell.EndInvoke($_.Result); if ($_.Shell.HadErrors) { 'errors' } }
            """);
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().HaveCount(2);
        run.Lines[0].Should().Be(run.Lines[1]).And.NotBe("0");
    }
}
