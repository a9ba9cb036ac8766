using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Live;

/// <summary>Scrolls through rows of one height and draws only those in view.</summary>
public sealed partial class LongList<TItem> : IDisposable
{
    /// <summary>Rows beyond each edge of the view, so that a small move shows no hole.</summary>
    private const int Margin = 12;

    private ElementReference _scroller;
    private PageElement? _element;
    private ListWindow _window = ListWindow.Initial;
    private double _view;
    private bool _hasScrolled;
    private bool _isReading;

    [Parameter, EditorRequired]
    public IReadOnlyList<TItem> Items { get; set; } = [];

    [Parameter, EditorRequired]
    public RenderFragment<ListRow<TItem>> ChildContent { get; set; } = _ => _ => { };

    /// <summary>Pixels.</summary>
    [Parameter, EditorRequired]
    public int RowHeight { get; set; }

    /// <summary>All rows are drawn again when it is another.</summary>
    [Parameter]
    public object? Version { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public string Role { get; set; } = "list";

    [Parameter]
    public string Label { get; set; } = "";

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    /// <summary>Scrolls as little as it takes to see the row.</summary>
    public async Task BringAsync(int index)
    {
        if (await Element.ReadAsync(_scroller, "scrollTop") is not { } top)
            return;
        double row = index * (double)RowHeight;
        double to = Math.Min(row, Math.Max(top, row + RowHeight - _view));
        Show(to);
        await InvokeAsync(StateHasChanged);
        await Element.WriteAsync(_scroller, "scrollTop", to);
    }

    public void Dispose() => Element.Dispose();

    private PageElement Element => _element ??= new PageElement(Browser);

    /// <summary>What is in view may be more than a list has that was just folded, and less than it has later.</summary>
    private ListWindow Drawn => _window.Within(Items.Count);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await ScrolledAsync();
    }

    /// <summary>The event does not say how far. Those that come while the browser is asked are one.</summary>
    private async Task ScrolledAsync()
    {
        _hasScrolled = true;
        if (_isReading)
            return;

        _isReading = true;
        while (_hasScrolled)
        {
            _hasScrolled = false;
            if (await Element.ReadAsync(_scroller, "clientHeight") is { } view && await Element.ReadAsync(_scroller, "scrollTop") is { } top)
            {
                _view = view;
                Show(top);
            }
        }

        _isReading = false;
    }

    private int Height(int rows) => rows * RowHeight;

    private void Show(double top)
    {
        ListWindow window = ListWindow.At(top, _view, RowHeight, Margin);
        if (window == _window)
            return;
        _window = window;
        StateHasChanged();
    }
}
