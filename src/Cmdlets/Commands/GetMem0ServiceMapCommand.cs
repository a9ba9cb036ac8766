using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.ServiceMap;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0ServiceMap")]
[OutputType(typeof(ServiceEdge), typeof(string))]
public sealed class GetMem0ServiceMapCommand : QueryCommand
{
    [Parameter]
    public DateTimeOffset? Start { get; set; }

    [Parameter]
    public DateTimeOffset? End { get; set; }

    [Parameter]
    [ValidateSet("Mermaid", "Dot")]
    public string? As { get; set; }

    protected override void ProcessRecord() => Ask((sources, token) => new ServiceMapQuery(sources, TimeProvider.System)
        .RunAsync(Start, End, As is null ? null : Enum.Parse<ServiceMapForm>(As, ignoreCase: true), token));
}
