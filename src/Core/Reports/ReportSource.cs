using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>Asks for the parts of a report; one that fails is named in it and leaves the others alone.</summary>
internal sealed class ReportSource
{
    private readonly Lock _lock = new();
    private readonly List<(string Part, StackException Fault)> _faults = [];
    private int _parts;

    /// <summary>The first fault, where nothing at all was answered.</summary>
    public StackException? Total => _faults.Count > 0 && _faults.Select(f => f.Part).Distinct().Count() == _parts ? _faults[0].Fault : null;

    /// <summary>Each reason once, with the parts that miss because of it.</summary>
    public IReadOnlyList<string> Missing =>
        [.. _faults.GroupBy(f => f.Fault.Message).Select(g => $"{string.Join(", ", g.Select(f => f.Part).Distinct())}: {g.Key}")];

    public async Task<T> AskAsync<T>(string part, Func<Task<T>> ask, T otherwise)
    {
        lock (_lock)
            _parts++;

        try
        {
            return await ask();
        }
        catch (StackException e)
        {
            Add(part, e);
            return otherwise;
        }
    }

    /// <summary>The results of a stream; what it says of single failures is kept.</summary>
    public Task<IReadOnlyList<T>?> ListAsync<T>(string part, IAsyncEnumerable<StackItem> items)
        where T : class => AskAsync<IReadOnlyList<T>?>(part, () => ReadAsync<T>(part, items), null);

    private async Task<IReadOnlyList<T>?> ReadAsync<T>(string part, IAsyncEnumerable<StackItem> items)
    {
        var list = new List<T>();
        await foreach (StackItem item in items)
        {
            if (item is OutputItem { Value: T value })
                list.Add(value);
            if (item is ErrorItem { Error: var error })
                Add(part, error);
        }

        return list;
    }

    private void Add(string part, StackException fault)
    {
        lock (_lock)
            _faults.Add((part, fault));
    }
}
