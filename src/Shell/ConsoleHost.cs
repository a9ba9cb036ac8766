#pragma warning disable RS0030 // a host writes to the console
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Mem0Observability.Shell;

/// <summary>The smallest host that shows output, errors and progress on a terminal or in a log.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleInterface _interface = new();

    public ConsoleHost() => PrivateData = new(this);

    /// <summary>Errors that ended the script.</summary>
    public List<ErrorRecord> Failures { get; } = [];

    public bool CheckFailed { get; set; }

    /// <summary>By which the outcome watcher finds this host behind the engine's wrapper.</summary>
    public override PSObject PrivateData { get; }

    public override string Name => "Mem0Observability.Shell";

    public override Version Version => typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _interface;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    private bool ErrorSeen { get; set; }

    private int? Requested { get; set; }

    public void Report(ErrorRecord error)
    {
        ErrorSeen = true;
        var command = error.InvocationInfo?.MyCommand?.Name;
        _interface.WriteErrorLine($"{(command is null ? "" : command + ": ")}{error.Exception.Message} [{error.FullyQualifiedErrorId}]");
    }

    public void EndProgress() => _interface.EndProgress();

    public int Finish()
    {
        foreach (var failure in Failures) Report(failure);
        return Requested ?? (ErrorSeen || CheckFailed ? ExitCodes.Failed : ExitCodes.Success);
    }

    public override void SetShouldExit(int exitCode) => Requested = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host runs scripts only.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host runs scripts only.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
