using Mem0Observability.Model;

namespace Mem0Observability.Web.Live;

/// <summary>Loads one thing for one part of a page: a new question cancels the one before, and a page that is left cancels them all.</summary>
/// <param name="changed">Draws the part again.</param>
internal sealed class Loader<T>(Func<Task> changed, TimeProvider time) : IDisposable
    where T : class
{
    /// <summary>After this a person wants to be told that it is the store, not the page.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(2);

    private CancellationTokenSource _running = new();
    private bool _isGone;

    public Loaded<T> State { get; private set; } = Loaded<T>.Nothing;

    public async Task LoadAsync(Func<CancellationToken, Task<T>> ask)
    {
        if (!_isGone)
            await _running.CancelAsync();
        // The page may have been left meanwhile.
        if (_isGone)
            return;
        _running.Dispose();
        var mine = _running = new CancellationTokenSource();
        CancellationToken token = mine.Token;
        State = State with { IsLoading = true, IsSlow = false };
        await using ITimer patience = time.CreateTimer(_ => TellThatItIsSlow(mine), null, s_slow, Timeout.InfiniteTimeSpan);
        try
        {
            T value = await ask(token);
            if (token.IsCancellationRequested)
                return;
            State = new Loaded<T>(value, null, IsLoading: false, IsSlow: false);
        }
        catch (StackException e) when (!token.IsCancellationRequested)
        {
            State = new Loaded<T>(State.Value, e, IsLoading: false, IsSlow: false);
        }
        // Another question has been asked, or nobody looks any more.
        catch (Exception e) when (token.IsCancellationRequested && e is OperationCanceledException or StackException)
        {
            return;
        }

        await changed();
    }

    public void Dispose()
    {
        if (_isGone)
            return;
        _isGone = true;
        _running.Cancel();
        _running.Dispose();
    }

    private void TellThatItIsSlow(CancellationTokenSource mine)
    {
        if (_running != mine || !State.IsLoading)
            return;

        State = State with { IsSlow = true };
        _ = changed();
    }
}
