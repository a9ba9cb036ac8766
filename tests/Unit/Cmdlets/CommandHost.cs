using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Mem0Observability.Commands;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Runs cmdlets in this process, without the module's files.</summary>
internal static class CommandHost
{
    public static CommandOutcome Run(string script)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var type in typeof(Mem0Command).Assembly.GetTypes())
        {
            if (type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>().SingleOrDefault() is { } cmdlet)
            {
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null));
            }
        }

        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
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
}

internal sealed record CommandOutcome(IReadOnlyList<object> Output, IReadOnlyList<ErrorRecord> Errors);
