using Mem0Observability.Model;
using Mem0Observability.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Mem0Observability.Web.Traces;

/// <summary>The spans of a trace by time. What is in view is drawn; ten thousand spans are as quick as ten.</summary>
public sealed partial class Waterfall
{
    private const int RowHeight = 24;
    private const int MapHeight = 48;
    private const int PageOfRows = 20;

    private readonly HashSet<string> _folded = [];
    private IReadOnlyList<WaterfallRow> _rows = [];
    private IReadOnlyList<MinimapLine> _map = [];
    private List<int> _visible = [];
    private ILookup<string, LogEntry> _logs = Array.Empty<LogEntry>().ToLookup(l => "");
    private LongList<int>? _list;
    private TraceView? _arranged;
    private int _arrangedLogs = -1;
    private TraceScale _scale;
    private WaterfallRow? _open;
    private int _active;
    private int _version;
    private int _found;
    private string _text = "";
    private bool _showPath = true;
    private bool _showLogs;

    [Parameter, EditorRequired]
    public TraceView View { get; set; } = null!;

    [Parameter]
    public IReadOnlyList<LogEntry> Logs { get; set; } = [];

    /// <summary>The id of the span to begin with.</summary>
    [Parameter]
    public string? First { get; set; }

    private string ActiveId => SpanRow.IdOf(_active);

    protected override void OnParametersSet()
    {
        if (View == _arranged && Logs.Count == _arrangedLogs)
            return;
        if (View != _arranged)
            _scale = View.Whole;
        (_arranged, _arrangedLogs) = (View, Logs.Count);
        _logs = Logs.Where(l => l.SpanId is not null).ToLookup(l => l.SpanId!);
        Arrange();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || First is null)
            return;
        int index = _rows.ToList().FindIndex(r => r.Span?.SpanId == First);
        if (index < 0)
            return;
        _open = _rows[index];
        await GoAsync(index);
        StateHasChanged();
    }

    private void Arrange()
    {
        string? active = _active < _rows.Count ? _rows[_active].Key : null;
        _rows = WaterfallRows.Of(View.Trace, _showLogs ? Logs : []);
        _map = MinimapLine.Of(_rows, MapHeight);
        _active = Math.Max(0, _rows.ToList().FindIndex(r => r.Span is not null && (active is null || r.Key == active)));
        Draw();
    }

    private void Draw()
    {
        _visible = WaterfallRows.Visible(_rows, _folded);
        while (_active > 0 && _visible.BinarySearch(_active) < 0)
            _active = WaterfallRows.Parent(_rows, _active);
        _version++;
    }

    private bool IsFolded(int index) => _folded.Contains(_rows[index].Key);

    private void Choose(int index)
    {
        _active = index;
        _open = _rows[index];
        _version++;
    }

    private void Close()
    {
        _open = null;
        _version++;
    }

    private void Fold(int index)
    {
        if (!_folded.Remove(_rows[index].Key))
            _folded.Add(_rows[index].Key);
        Draw();
    }

    private void UnfoldAll()
    {
        _folded.Clear();
        Draw();
    }

    private void FoldAll()
    {
        _folded.UnionWith(_rows.Where(r => r.Below > 0 && r.Depth > 0).Select(r => r.Key));
        Draw();
    }

    private void Zoom(TraceScale scale)
    {
        _scale = scale;
        _version++;
    }

    private void ZoomTo(TraceSpan span) => Zoom(new TraceScale(span.StartUnixNanoseconds, Math.Max(1000, span.DurationNanoseconds)));

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        if (_visible.Count == 0)
            return;
        int place = Math.Max(0, _visible.BinarySearch(_active));
        WaterfallRow row = _rows[_active];
        switch (e.Key)
        {
            case "ArrowDown":
                await GoAsync(_visible[Math.Min(place + 1, _visible.Count - 1)]);
                break;
            case "ArrowUp":
                await GoAsync(_visible[Math.Max(place - 1, 0)]);
                break;
            case "PageDown":
                await GoAsync(_visible[Math.Min(place + PageOfRows, _visible.Count - 1)]);
                break;
            case "PageUp":
                await GoAsync(_visible[Math.Max(place - PageOfRows, 0)]);
                break;
            case "ArrowRight" when row.Below > 0 && IsFolded(_active):
            case "ArrowLeft" when row.Below > 0 && !IsFolded(_active):
                Fold(_active);
                break;
            case "ArrowLeft" when WaterfallRows.Parent(_rows, _active) is >= 0 and var parent:
                await GoAsync(parent);
                break;
            case "Enter":
                Choose(_active);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private async Task FindAsync(ChangeEventArgs e)
    {
        _text = e.Value as string ?? "";
        string wanted = _text.Trim();
        _found = wanted.Length == 0 ? 0 : _rows.Count(r => r.Has(wanted));
        if (_found > 0 && !_rows[_active].Has(wanted))
            await NextAsync(r => r.Has(wanted));
    }

    /// <summary>Below the active row, and again from the top.</summary>
    private async Task NextAsync(Func<WaterfallRow, bool> wanted)
    {
        for (int i = 1; i <= _rows.Count; i++)
        {
            int index = (_active + i) % _rows.Count;
            if (!wanted(_rows[index]))
                continue;
            await GoAsync(index);
            return;
        }
    }

    private async Task JumpAsync(MouseEventArgs e)
    {
        if (_rows.Count > 0)
            await GoAsync(Math.Clamp((int)(e.OffsetY * _rows.Count / MapHeight), 0, _rows.Count - 1));
    }

    /// <summary>What hides the row is unfolded.</summary>
    private async Task GoAsync(int index)
    {
        bool isHidden = false;
        for (int above = WaterfallRows.Parent(_rows, index); above >= 0; above = WaterfallRows.Parent(_rows, above))
            isHidden |= _folded.Remove(_rows[above].Key);
        if (isHidden)
            Draw();
        _active = index;
        _version++;
        if (_open is not null)
            _open = _rows[index];
        if (_list is not null)
            await _list.BringAsync(_visible.BinarySearch(index));
    }
}
