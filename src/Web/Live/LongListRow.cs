using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Mem0Observability.Web.Live;

/// <summary>Drawn again only when its item or the list's version is another: scrolling draws what comes into view, and nothing twice.</summary>
public sealed class LongListRow<TItem> : ComponentBase
{
    private bool _changed = true;

    [Parameter]
    public TItem? Item { get; set; }

    [Parameter]
    public int Index { get; set; }

    [Parameter]
    public object? Version { get; set; }

    [Parameter]
    public RenderFragment<ListRow<TItem>>? ChildContent { get; set; }

    public override Task SetParametersAsync(ParameterView parameters)
    {
        _changed |= !parameters.TryGetValue(nameof(Item), out TItem? item) || !Equals(item, Item)
            || !Equals(parameters.GetValueOrDefault<object>(nameof(Version)), Version)
            || parameters.GetValueOrDefault<int>(nameof(Index)) != Index;
        return base.SetParametersAsync(parameters);
    }

    protected override bool ShouldRender()
    {
        bool changed = _changed;
        _changed = false;
        return changed;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent!(new ListRow<TItem>(Item!, Index)));
}
