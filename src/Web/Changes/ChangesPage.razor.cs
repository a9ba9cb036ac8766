using System.Globalization;
using Mem0Observability.Signals.Correlation.Change;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Changes;

/// <summary>What moved together with a series. All that was chosen is in the address.</summary>
public partial class ChangesPage : ComponentBase
{
    private const string Example = "{__name__=~\"pg_.+\"}";

    private static readonly int[] s_lags = [0, 4, ChangeRequest.DefaultLag, 20, ChangeRequest.LongestLag];

    private string _target = "";
    private string _promQL = "";
    private string? _service;
    private string? _candidate;
    private int _lag;

    [SupplyParameterFromQuery] public string? Target { get; set; }
    [SupplyParameterFromQuery] public string? Service { get; set; }
    [SupplyParameterFromQuery] public string? Lag { get; set; }
    [SupplyParameterFromQuery] public string? Candidate { get; set; }

    /// <summary>Of the marked time, in milliseconds since the Unix epoch.</summary>
    [SupplyParameterFromQuery] public string? Start { get; set; }
    [SupplyParameterFromQuery] public string? End { get; set; }

    private ChangeChoice Choice => ChangeChoice.Read(Target, Service, Lag, Candidate);

    private MarkedTime? Window => MarkedTime.Read(Start, End);

    protected override void OnParametersSet()
    {
        ChangeChoice choice = Choice;
        bool named = choice.Unit is not null;
        (_target, _promQL) = (named ? choice.Target : "", named ? "" : choice.Target);
        (_service, _candidate, _lag) = (choice.Service, choice.Candidate, choice.MaxLag);
    }

    private void Show() => Go(
        ("target", _target.Length > 0 ? _target : _promQL),
        ("service", _target.Length > 0 ? _service : null),
        ("lag", _lag == ChangeRequest.DefaultLag ? null : _lag.ToString(CultureInfo.InvariantCulture)),
        ("candidate", string.IsNullOrWhiteSpace(_candidate) ? null : _candidate));

    private void Mark(MarkedTime? time) => Go(("start", time?.StartText), ("end", time?.EndText));

    private void Go(params (string Name, object? Value)[] query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToDictionary(q => q.Name, q => q.Value)));
}
