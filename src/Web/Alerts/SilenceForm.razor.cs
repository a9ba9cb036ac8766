using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Alerts;

public partial class SilenceForm
{
    private readonly HashSet<string> _chosen = [];
    private string _duration = SilenceChoice.Default;
    private string _by = "";
    private string _comment = "";

    [Inject]
    private TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Of the alert that is to be silent.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    protected override void OnInitialized() => _chosen.UnionWith(SilenceChoice.Suggested(Labels));

    private void Toggle(string name)
    {
        if (!_chosen.Remove(name))
            _chosen.Add(name);
    }

    private Task SilenceAsync() => ActAsync(async token =>
    {
        SilenceRequest request = new SilenceChoice(Labels, _chosen, _duration, _by, _comment).ToRequest();
        var maker = new SilenceMaker(Sources.Router, Time);
        (SilencePlan? plan, StackException? refusal) = await maker.PlanAsync(request, token);
        await maker.CreateAsync(plan ?? throw refusal!, token);
    });
}
