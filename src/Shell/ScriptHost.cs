#pragma warning disable RS0030 // a host writes to the console
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace Mem0Observability.Shell;

/// <summary>Runs a script in one runspace with the module loaded.</summary>
internal static class ScriptHost
{
    private static readonly TimeSpan s_sameSignal = TimeSpan.FromSeconds(1);

    public static int Run(CommandLine request)
    {
        ModuleWarmUp.Begin(request.Module);
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Watch-Outcome", typeof(WatchOutcomeCommand), null));
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Unrestricted;
        var host = new ConsoleHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using var powershell = PowerShell.Create(runspace);
        var sinceFirst = new Stopwatch();
        using var interrupt = OnSignal(PosixSignal.SIGINT);
        using var terminate = OnSignal(PosixSignal.SIGTERM);
        try
        {
            Import(powershell, request.Module);
            // A signal between two pipelines has stopped neither.
            if (sinceFirst.IsRunning) throw new PipelineStoppedException();
            // The script runs in the same pipeline as the formatter, so that output appears as it comes.
            powershell.Commands.Clear();
            powershell.AddScript(request.Script, useLocalScope: false);
            powershell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            powershell.AddCommand("Watch-Outcome").AddCommand("Out-Default");
            powershell.Invoke();
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException || !sinceFirst.IsRunning)
        {
            host.Failures.Add(e.ErrorRecord);
        }
        catch (PipelineStoppedException)
        {
            host.EndProgress();
            Console.Error.WriteLine("Stopped.");
            return ExitCodes.Interrupted;
        }

        host.EndProgress();
        return host.Finish();

        PosixSignalRegistration OnSignal(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
        {
            // The first one stops the pipeline, whose clean-up runs to its end; a later one ends the process.
            // Wrappers (timeout, npm, make) pass on what the terminal has sent already: the same signal again at once is not a second wish.
            context.Cancel = !sinceFirst.IsRunning || sinceFirst.Elapsed < s_sameSignal;
            if (sinceFirst.IsRunning) return;
            sinceFirst.Start();
            powershell.BeginStop(null, null);
        });
    }

    private static void Import(PowerShell powershell, string module)
    {
        powershell.AddCommand("Import-Module").AddParameter("Name", Path.Combine(module, "Mem0Observability.psd1")).AddParameter("ErrorAction", "Stop");
        powershell.Invoke();
    }
}
