using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Live;

/// <summary>
/// A part of a page that shows something of a store. It loads after it was drawn, so that the page is there at once, and again with each new
/// <see cref="PageTime"/>; when it goes, so does its question.
/// </summary>
public abstract class LivePart<T> : ComponentBase, IDisposable
    where T : class
{
    private Loader<T>? _loader;
    private object? _asked;

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    [CascadingParameter]
    public PageTime? PageTime { get; set; }

    protected Loaded<T> State => _loader?.State ?? Loaded<T>.Nothing;

    /// <summary>What is asked depends on this; loaded again when it is another.</summary>
    protected virtual object? Question => PageTime;

    protected abstract Task<T> LoadAsync(CancellationToken cancellationToken);

    /// <summary>For a button: the same question once more.</summary>
    protected Task ReloadAsync() => Load.LoadAsync(LoadAsync);

    private Loader<T> Load => _loader ??= new Loader<T>(() => InvokeAsync(StateHasChanged), Clock);

    // Not while the server draws the page for the first time: only a page that somebody has open may ask.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        object? question = Question;
        if (Equals(question, _asked) && !firstRender)
            return;

        _asked = question;
        await ReloadAsync();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _loader?.Dispose();
    }
}
