using System.Collections.Concurrent;
using System.Threading.Channels;
using Mem0Observability.Model;

namespace Mem0Observability.Stack;

/// <summary>In this order: a former container needs the name and the ports of the one that was to replace it, and networks outlive containers.</summary>
internal enum UndoPhase
{
    NewContainers,
    FormerContainers,
    NetworksAndVolumes,
}

/// <summary>What to undo when a run does not reach its end, and what to tidy up when it does.</summary>
internal sealed class Rollback
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentStack<Step> _undo = new();
    private readonly ConcurrentBag<Step> _commit = [];

    public void OnFailure(string what, UndoPhase phase, Func<CancellationToken, Task> undo) => _undo.Push(new(what, phase, undo));

    public void OnSuccess(string what, Func<CancellationToken, Task> tidy) => _commit.Add(new(what, UndoPhase.FormerContainers, tidy));

    public Task CommitAsync(CancellationToken cancellationToken) => Task.WhenAll(_commit.Select(s => s.RunAsync(cancellationToken)));

    /// <summary>Runs whatever happened to the caller's token; what cannot be undone is said, not thrown.</summary>
    public async Task UndoAsync(ChannelWriter<StackItem> items)
    {
        using var limit = new CancellationTokenSource(s_limit);
        foreach (var group in _undo.GroupBy(s => s.Phase).OrderBy(g => g.Key))
        {
            await Task.WhenAll(group.Select(step => TryAsync(step, items, limit.Token)));
        }
    }

    private static async Task TryAsync(Step step, ChannelWriter<StackItem> items, CancellationToken cancellationToken)
    {
        try
        {
            items.TryWrite(new VerboseItem($"Undo: {step.What}"));
            await step.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is StackException or OperationCanceledException)
        {
            items.TryWrite(new WarningItem($"Could not undo ({step.What}): {e.Message} The next start or stop of the stack puts it right."));
        }
    }

    private sealed record Step(string What, UndoPhase Phase, Func<CancellationToken, Task> RunAsync);
}
