using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Mem0Observability.Web.Live;

/// <summary>What only the browser knows of an element, for as long as the page has that element.</summary>
internal sealed class PageElement(IJSRuntime browser) : IDisposable
{
    private bool _isGone;

    /// <summary>Pixels.</summary>
    /// <returns>Null where the element or the whole page has gone, which may happen between question and answer.</returns>
    public async Task<double?> ReadAsync(ElementReference element, string property)
    {
        double? value = null;
        await AskAsync(async () => value = await browser.InvokeAsync<double>("Reflect.get", element, property));
        return value;
    }

    /// <summary>Does nothing where the element has gone.</summary>
    public Task WriteAsync(ElementReference element, string property, double value) =>
        AskAsync(() => browser.InvokeVoidAsync("Reflect.set", element, property, value).AsTask());

    public void Dispose() => _isGone = true;

    private async Task AskAsync(Func<Task> ask)
    {
        if (_isGone)
            return;
        try
        {
            await ask();
        }
        catch (JSException) when (_isGone)
        {
            // The browser no longer found it.
        }
        catch (JSDisconnectedException)
        {
            // Nobody looks any more.
        }
    }
}
