using Mem0Observability.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Alerts;

public partial class AlertTable
{
    private const string Acknowledge = "acknowledge";
    private const string Silence = "silence";

    private readonly HashSet<string> _chosen = [];
    private (string Fingerprint, string What)? _open;
    private bool _canAct;

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public AlertBoard Board { get; set; } = new([], []);

    [Parameter]
    public string Label { get; set; } = "Alerts";

    /// <summary>After something was done about one of them.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Those only that are still there to acknowledge.</summary>
    private IReadOnlyList<string> Chosen => [.. Board.Rows.Where(r => r.CanAcknowledge && _chosen.Contains(r.Alert.Fingerprint)).Select(r => r.Alert.Fingerprint)];

    protected override async Task OnInitializedAsync() => _canAct = await Reader.IsSignedInAsync();

    private void Toggle(string fingerprint)
    {
        if (!_chosen.Remove(fingerprint))
            _chosen.Add(fingerprint);
    }

    private bool IsOpen(AlertRow row, string what) => _open == (row.Alert.Fingerprint, what);

    private void Open(AlertRow row, string what) => _open = IsOpen(row, what) ? null : (row.Alert.Fingerprint, what);

    private Task DoneAsync()
    {
        _open = null;
        _chosen.Clear();
        return OnChanged.InvokeAsync();
    }
}
