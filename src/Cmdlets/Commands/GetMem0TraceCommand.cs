using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Trace", DefaultParameterSetName = Search)]
[OutputType(typeof(Trace))]
public sealed class GetMem0TraceCommand : QueryCommand
{
    private const string Id = nameof(Id);
    private const string Search = nameof(Search);

    private TraceListing? _listing;

    [Parameter(ParameterSetName = Id, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string[]? TraceId { get; set; }

    [Parameter(ParameterSetName = Search)]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string? Service { get; set; }

    [Parameter(ParameterSetName = Search)]
    public string? Operation { get; set; }

    [Parameter(ParameterSetName = Search)]
    [Duration]
    public TimeSpan? MinDuration { get; set; }

    [Parameter(ParameterSetName = Search)]
    [Duration]
    public TimeSpan? MaxDuration { get; set; }

    [Parameter(ParameterSetName = Search)]
    public Hashtable Attribute { get; set; } = [];

    [Parameter(ParameterSetName = Search)]
    public DateTimeOffset? Start { get; set; }

    [Parameter(ParameterSetName = Search)]
    public DateTimeOffset? End { get; set; }

    [Parameter(ParameterSetName = Search)]
    [ValidateRange(1, 1000)]
    public int First { get; set; } = 20;

    protected override void ProcessRecord()
    {
        _listing ??= new TraceListing(Sources.Traces, TimeProvider.System);
        if (ParameterSetName == Id)
        {
            // A log record outside of any request has no trace.
            Stream(token => _listing.GetAsync((TraceId ?? []).Where(id => !string.IsNullOrEmpty(id)), token));
            return;
        }

        var attributes = Attribute.Cast<DictionaryEntry>().ToDictionary(a => $"{a.Key}", a => Text(a.Value), StringComparer.Ordinal);
        Stream(token => _listing.FindAsync(new(Service, Operation, MinDuration, MaxDuration, attributes, Start, End, First), token));
    }

    /// <summary>As OTLP's JSON has it.</summary>
    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        bool flag => flag ? "true" : "false",
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
