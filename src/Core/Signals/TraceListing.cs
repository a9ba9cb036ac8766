using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Signals;

/// <summary>Answers <c>Get-Mem0Trace</c>. One listing gives each trace once, however many log records name it.</summary>
internal sealed class TraceListing(ITraceStore store, TimeProvider time)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<StackItem> GetAsync(IEnumerable<string> traceIds, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string text in traceIds)
        {
            if (await FetchAsync(text, cancellationToken) is { } item)
                yield return item;
        }
    }

    /// <summary>Newest first.</summary>
    public async IAsyncEnumerable<StackItem> FindAsync(TraceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SearchWindow window = SearchWindow.Of(request.Start, request.End, time, SearchWindow.Default);
        IReadOnlyList<Trace> traces = await store.FindAsync(ToSearch(request, window), cancellationToken);
        foreach (Trace trace in traces)
            yield return new OutputItem(trace);

        if (traces.Count == 0)
            yield return new VerboseItem($"No trace matches between {window.Start:O} and {window.End:O}.");
    }

    /// <summary>A wrong or unknown id is the fault of that input; a store that does not answer is the fault of the run.</summary>
    private async Task<StackItem?> FetchAsync(string text, CancellationToken cancellationToken)
    {
        if (TraceIds.TryParse(text) is not { } id)
            return new ErrorItem(TraceIds.Invalid(text));

        if (!_given.Add(id))
            return null;

        return await store.GetAsync(id, cancellationToken) is { } trace ? new OutputItem(trace) : new ErrorItem(NotFound(id));
    }

    public static StackException NotFound(string id) => new(
        "TraceNotFound",
        StackErrorCategory.ObjectNotFound,
        $"There is no trace {id}. It may not have arrived yet, not have been sampled, or be older than the store keeps traces.",
        id);

    private static TraceSearch ToSearch(TraceRequest request, SearchWindow window)
    {
        if (request.MinDuration > request.MaxDuration)
        {
            throw new StackException(
                "TimeRangeInvalid",
                StackErrorCategory.InvalidArgument,
                $"No duration is at least {request.MinDuration} and at most {request.MaxDuration}.",
                request.MinDuration);
        }

        return new()
        {
            Start = window.Start,
            End = window.End,
            Service = request.Service,
            Operation = request.Operation,
            MinDuration = request.MinDuration,
            MaxDuration = request.MaxDuration,
            Attributes = request.Attributes ?? new Dictionary<string, string>(),
            Limit = request.First,
        };
    }
}
