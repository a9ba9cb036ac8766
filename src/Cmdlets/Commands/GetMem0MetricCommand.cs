using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Metric", DefaultParameterSetName = Instant)]
[OutputType(typeof(MetricSample))]
public sealed class GetMem0MetricCommand : QueryCommand
{
    private const string Instant = nameof(Instant);
    private const string Range = nameof(Range);

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrWhiteSpace]
    [ArgumentCompleter(typeof(Completers.MetricCompleter))]
    [Alias("Name", "PromQL", "Query")]
    public string[] Expression { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string? Service { get; set; }

    [Parameter(ParameterSetName = Instant)]
    public DateTimeOffset? Time { get; set; }

    [Parameter(ParameterSetName = Range, Mandatory = true)]
    public DateTimeOffset? Start { get; set; }

    [Parameter(ParameterSetName = Range)]
    public DateTimeOffset? End { get; set; }

    [Parameter(ParameterSetName = Range)]
    public TimeSpan? Step { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var query in Expression)
        {
            Ask((sources, token) => new MetricQuery(sources.Metrics, TimeProvider.System).RunAsync(new(query, Service, Time, Start, End, Step), token));
        }
    }
}
