using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.New, "Mem0Silence", SupportsShouldProcess = true)]
[OutputType(typeof(AlertSilence))]
public sealed class NewMem0SilenceCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [Alias("Name")]
    public string[] AlertName { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string[] Service { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompletions("page", "ticket", "info")]
    public string[] Severity { get; set; } = [];

    [Parameter]
    public string[] Matcher { get; set; } = [];

    [Parameter]
    [Duration]
    public TimeSpan Duration { get; set; } = TimeSpan.FromHours(1);

    [Parameter]
    public DateTimeOffset? StartsAt { get; set; }

    [Parameter(Mandatory = true)]
    [ValidateNotNullOrWhiteSpace]
    public string Comment { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrWhiteSpace]
    public string CreatedBy { get; set; } = Environment.UserName;

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var maker = new SilenceMaker(Sources.Router, TimeProvider.System);
        var request = new SilenceRequest(AlertName, Service, Severity, Matcher, Duration, StartsAt, CreatedBy, Comment, Force);
        var (plan, refusal) = Await(token => maker.PlanAsync(request, token));
        if (plan is null)
        {
            WriteError(ErrorRecords.From(refusal!));
            return;
        }

        if (!ShouldProcess($"{plan.Matchers} (now {plan.MutedAlerts} alerts)", $"Silence until {plan.Silence.EndsAt.LocalDateTime:g}")) return;
        WriteObject(Await(token => maker.CreateAsync(plan, token)));
    }
}
