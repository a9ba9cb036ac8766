using System.Management.Automation;
using Mem0Observability.Checks;
using Mem0Observability.Instrumentation.Live;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Test, "Mem0Instrumentation")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestMem0InstrumentationCommand : QueryCommand
{
    private readonly HttpClient _direct = StackHttp.Create();
    private bool _passed = true;

    [Parameter(Position = 0)]
    [ValidateSet(InstrumentationScope.Mem0, InstrumentationScope.OpenMemory)]
    public string? Service { get; set; }

    [Parameter]
    public Uri? MetricsAddress { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void ProcessRecord()
    {
        var sources = MetricsAddress is null ? Sources : SignalSources.OfMetrics(_direct, MetricsAddress);
        var context = Await(token => InstrumentationScope.ResolveAsync(sources, Service, TimeProvider.System, token));
        var checks = InstrumentationChecks.Of(InstrumentationCommand.ModuleVersion);
        Stream(token => new CheckRunner(checks).RunAsync(context, token).Select(Keep));
        if (Quiet) WriteObject(_passed);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _direct.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers what -Quiet needs, which keeps results to itself.</summary>
    private StackItem Keep(StackItem item)
    {
        _passed &= item is not (ErrorItem or OutputItem { Value: CheckResult { Outcome: CheckOutcome.Failed } });
        return Quiet && item is OutputItem { Value: CheckResult result } ? new VerboseItem($"{result.Outcome}: {result.Name} {result.Target}: {result.Reason}") : item;
    }
}
