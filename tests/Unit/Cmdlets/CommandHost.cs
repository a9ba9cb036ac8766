using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Mem0Observability.Commands;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Runs cmdlets in this process, without the module's files.</summary>
internal static class CommandHost
{
    /// <param name="sources">What the commands ask instead of a running stack.</param>
    public static CommandOutcome Run(string script, SignalSources? sources = null)
    {
        using var runspace = Open(new TextHost(), sources);
        using var powershell = PowerShell.Create(runspace);
        powershell.AddScript(script);
        try
        {
            var output = powershell.Invoke();
            return new([.. output.Select(o => o.BaseObject)], [.. powershell.Streams.Error]);
        }
        catch (RuntimeException e)
        {
            return new([], [e.ErrorRecord]);
        }
    }

    /// <summary>What a console shows of the output, by the module's views.</summary>
    public static string Show(string script, SignalSources sources)
    {
        var host = new TextHost();
        using var runspace = Open(host, sources);
        using var powershell = PowerShell.Create(runspace);
        powershell.AddScript(script).AddCommand("Out-Default").Invoke();
        return host.Text;
    }

    /// <summary>Runs the script until <paramref name="moment"/> is set, then ends it as Ctrl+C does; the time from there to the end.</summary>
    public static TimeSpan Stop(string script, SignalSources sources, ManualResetEventSlim moment)
    {
        using var runspace = Open(new TextHost(), sources);
        using var powershell = PowerShell.Create(runspace);
        powershell.AddScript(script);
        var elapsed = new Stopwatch();
        var stopper = new Thread(() =>
        {
            moment.Wait();
            elapsed.Start();
            powershell.Stop();
        })
        {
            IsBackground = true,
        };
        stopper.Start();
        powershell.Invoke();
        elapsed.Stop();
        stopper.Join();
        powershell.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped);
        return elapsed.Elapsed;
    }

    private static Runspace Open(TextHost host, SignalSources? sources)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in typeof(Mem0Command).Assembly.GetTypes())
        {
            if (type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().SingleOrDefault() is { } cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }

        state.Formats.Add(new SessionStateFormatEntry(Path.Combine(Checkout.Root, "module", "Mem0Observability", "Mem0Observability.Format.ps1xml")));
        QueryCommand.Given.Value = sources;
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        // The given sources flow with this thread.
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return runspace;
    }
}

internal sealed record CommandOutcome(IReadOnlyList<object> Output, IReadOnlyList<ErrorRecord> Errors);
