using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Actions;

/// <summary>A form that changes something. It is refused to who has not signed in, however it came to be sent, and says itself what went wrong.</summary>
public abstract class ActionForm : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [Inject]
    private Reader Reader { get; set; } = null!;

    [Inject]
    private SignalSources Of { get; set; } = null!;

    /// <summary>After it was done: whatever shows the thing asks anew.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    protected StackException? Failure { get; private set; }

    protected bool IsBusy { get; private set; }

    private protected SignalSources Sources => Of;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        _gone.Cancel();
        _gone.Dispose();
    }

    protected async Task ActAsync(Func<CancellationToken, Task> act)
    {
        // A second click while the first is on its way.
        if (IsBusy)
            return;

        (IsBusy, Failure) = (true, null);
        CancellationToken token = _gone.Token;
        try
        {
            await Reader.RequireSignInAsync();
            await act(token);
        }
        catch (StackException e)
        {
            Failure = e;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            IsBusy = false;
        }

        if (Failure is null)
            await OnDone.InvokeAsync();
    }
}
