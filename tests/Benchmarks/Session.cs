using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>An open PowerShell session with the built module, as a user at a prompt has it.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public Session()
    {
        _runspace.Open();
        Run($"Import-Module '{Checkout.Module}'", CancellationToken.None);
    }

    /// <summary>Runs to the end; an error of the command is thrown.</summary>
    public IReadOnlyList<PSObject> Run(string script, CancellationToken cancellationToken)
    {
        using var shell = PowerShell.Create(_runspace);
        // Also here an error ends the command, as it would with a user who looks at it.
        shell.AddScript("$ErrorActionPreference = 'Stop'; " + script);
        using var stop = cancellationToken.Register(shell.Stop);
        try
        {
            var output = shell.Invoke();
            // A pipeline that was stopped may also just end.
            cancellationToken.ThrowIfCancellationRequested();
            return output;
        }
        catch (PipelineStoppedException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public void Dispose() => _runspace.Dispose();
}
