using System.Management.Automation;
using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Commands;

/// <summary>The bridge between the asynchronous core and the pipeline thread. The only file that blocks on asynchronous work.</summary>
public abstract class CoreCommand : PSCmdlet
{
    /// <summary>Writes what the core streams, as it comes; Ctrl+C and <c>Select-Object -First</c> run the core's clean-up before this returns.</summary>
    private protected void Stream(Func<CancellationToken, IAsyncEnumerable<StackItem>> source)
    {
        try
        {
            foreach (var item in source(PipelineStopToken).ToBlockingEnumerable(PipelineStopToken)) Write(item);
        }
        catch (StackException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
        }
    }

    private protected void Await(Func<CancellationToken, Task> work) => Await(async token =>
    {
        await work(token);
        return true;
    });

#pragma warning disable VSTHRD002 // the pipeline thread has no synchronization context and must wait somewhere: here
    private protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            return work(PipelineStopToken).GetAwaiter().GetResult();
        }
        catch (StackException e)
        {
            ThrowTerminatingError(ErrorRecords.From(e));
            throw;
        }
    }
#pragma warning restore VSTHRD002

    private protected void Write(StackItem item)
    {
        switch (item)
        {
            case OutputItem output:
                WriteObject(output.Value);
                break;
            case ProgressItem progress:
                WriteProgress(new(RuntimeHelpers.GetHashCode(this) & 0xffff, progress.Activity, progress.Status) { PercentComplete = progress.Percent });
                break;
            case VerboseItem verbose:
                WriteVerbose(verbose.Message);
                break;
            case WarningItem warning:
                WriteWarning(warning.Message);
                break;
            case ErrorItem error:
                WriteError(ErrorRecords.From(error.Error));
                break;
        }
    }

    /// <summary>What the user may want to do next: shown by a console, and no part of the output.</summary>
    private protected void Say(string text) => WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
}
