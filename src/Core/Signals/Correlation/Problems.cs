using System.Collections.Concurrent;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation;

/// <summary>Asks several stores and keeps what went wrong, so that the others' answers are not lost.</summary>
internal sealed class Problems
{
    private readonly ConcurrentQueue<string> _messages = [];

    /// <summary>The first store that failed; null where all answered.</summary>
    public StackException? Fault { get; private set; }

    /// <summary>Each once: a store that is gone fails every question in the same words.</summary>
    public IReadOnlyList<string> Messages => [.. _messages.Distinct(StringComparer.Ordinal)];

    public void Add(string message) => _messages.Enqueue(message);

    public async Task<T> AskAsync<T>(Func<Task<T>> question, T otherwise)
    {
        try
        {
            return await question();
        }
        catch (StackException e)
        {
            Fault ??= e;
            Add(e.Message);
            return otherwise;
        }
    }
}
