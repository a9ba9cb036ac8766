using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Logs;

/// <summary>New records as they come, until the page is left.</summary>
public sealed partial class LogTail : IDisposable
{
    public const int MaxLines = 500;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly LinkedList<LogEntry> _lines = [];
    private readonly Queue<LogEntry> _waiting = [];
    private CancellationTokenSource _following = new();
    private StackException? _failure;
    private DateTimeOffset _since;
    private bool _isPaused;
    private bool _isAnnounced;

    [Parameter, EditorRequired]
    public LogAsk Ask { get; set; } = new();

    protected override void OnInitialized() => _since = Time.GetUtcNow();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await FollowAsync();
    }

    public void Dispose()
    {
        _following.Cancel();
        _following.Dispose();
    }

    private async Task FollowAsync()
    {
        await _following.CancelAsync();
        _following.Dispose();
        CancellationToken token = (_following = new CancellationTokenSource()).Token;
        _failure = null;
        try
        {
            // What was missed while the store could not be asked comes first.
            DateTimeOffset start = _lines.First?.Value.Timestamp ?? _since;
            await ReadAsync(Ask.Between(start, DateTimeOffset.MaxValue), token);
        }
        catch (StackException e)
        {
            _failure = e;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page was left, or another attempt follows.
        }
    }

    private async Task ReadAsync(LogSearch search, CancellationToken token)
    {
        HashSet<string> known = [.. _lines.Select(l => l.Id)];
        await using IAsyncEnumerator<LogEntry> entries = LogFollower.FollowAsync(Sources.Logs, search, s_interval, Time, token).GetAsyncEnumerator(token);
        while (true)
        {
            ValueTask<bool> next = entries.MoveNextAsync();
            // Draws once for all that came together.
            if (!next.IsCompleted)
                StateHasChanged();
            if (!await next)
                return;
            if (!known.Contains(entries.Current.Id))
                Take(entries.Current);
        }
    }

    private void Take(LogEntry entry)
    {
        _waiting.Enqueue(entry);
        while (_waiting.Count > MaxLines)
            _waiting.Dequeue();
        if (!_isPaused)
            Drain();
    }

    private void Drain()
    {
        while (_waiting.TryDequeue(out LogEntry? entry))
            _lines.AddFirst(entry);
        while (_lines.Count > MaxLines)
            _lines.RemoveLast();
    }

    private void PauseOrResume()
    {
        _isPaused = !_isPaused;
        if (!_isPaused)
            Drain();
    }
}
