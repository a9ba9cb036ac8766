using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Web.Live;

/// <summary>
/// A part of a page that shows something of a store. It is drawn without waiting for what it asks, and asks again with each new
/// <see cref="PageTime"/>; when it goes, so does its question.
/// </summary>
public abstract class LivePart<T> : ComponentBase, IDisposable
    where T : class
{
    private Loader<T>? _loader;
    private object? _asked;
    private Task? _asking;

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>There while the server draws the page for the first time, and not once somebody has it open.</summary>
    [CascadingParameter]
    private HttpContext? Request { get; set; }

    [CascadingParameter]
    public PageTime? PageTime { get; set; }

    protected Loaded<T> State => _loader?.State ?? Loaded<T>.Nothing;

    /// <summary>What is asked depends on this; loaded again when it is another.</summary>
    protected virtual object? Question => PageTime;

    protected abstract Task<T> LoadAsync(CancellationToken cancellationToken);

    /// <summary>For a button: the same question once more.</summary>
    protected Task ReloadAsync() => Load.LoadAsync(LoadAsync);

    private Loader<T> Load => _loader ??= new Loader<T>(() => InvokeAsync(StateHasChanged), Clock);

    // Only a page that somebody has open may ask. It asks at once, and not when the browser has drawn it: a part within a part would wait for two
    // journeys to the browser and back.
    protected override Task OnParametersSetAsync()
    {
        if (Request is null)
            Ask();
        return Task.CompletedTask;
    }

    // What somebody does on the page may change the question too. A fault of the load is told here, after which nothing is drawn again.
    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        Ask();
#pragma warning disable VSTHRD003 // begun here
        return _asking!;
#pragma warning restore VSTHRD003
    }

    private void Ask()
    {
        object? question = Question;
        if (_asking is not null && Equals(question, _asked))
            return;

        _asked = question;
        _asking = ReloadAsync();
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
