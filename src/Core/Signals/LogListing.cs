using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Signals;

/// <summary>Answers <c>Get-Mem0Log</c>.</summary>
internal sealed class LogListing(ILogStore store, TimeProvider time)
{
    public const int DefaultFirst = 100;

    /// <summary>A page that is shown at once, and not too many of them for a long list.</summary>
    private const int PageSize = 1000;

    /// <summary>Newest first.</summary>
    public async IAsyncEnumerable<StackItem> RunAsync(LogRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.TraceId is { } given && TraceIds.TryParse(given) is null)
        {
            yield return new ErrorItem(TraceIds.Invalid(given));
            yield break;
        }

        bool named = request.TraceId is not null || request.RequestId is not null;
        SearchWindow window = SearchWindow.Of(request.Start, request.End, time, named ? SearchWindow.ForIds : SearchWindow.Default);
        LogSearch search = ToSearch(request, window);
        int left = request.First ?? DefaultFirst;
        string? cursor = null;
        do
        {
            LogPage page = await store.SearchAsync(search with { Limit = Math.Min(left, PageSize), Cursor = cursor }, cancellationToken);
            foreach (LogEntry entry in page.Entries.Take(left))
                yield return new OutputItem(entry);

            left -= page.Entries.Count;
            cursor = page.Cursor;
        }
        while (cursor is not null && left > 0);

        if (cursor is not null)
            yield return new VerboseItem("There are more. Raise -First, or narrow the search.");
        else if (left == (request.First ?? DefaultFirst))
            yield return new VerboseItem($"No record matches between {window.Start:O} and {window.End:O}.");
    }

    /// <summary>Oldest first, until stopped or until there were as many as wanted.</summary>
    public async IAsyncEnumerable<StackItem> FollowAsync(
        LogRequest request,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset start = request.Start ?? time.GetUtcNow();
        LogSearch search = ToSearch(request, new SearchWindow(start, DateTimeOffset.MaxValue));
        int left = request.First ?? int.MaxValue;
        await foreach (LogEntry entry in LogFollower.FollowAsync(store, search, interval, cancellationToken))
        {
            yield return new OutputItem(entry);
            if (--left == 0)
                yield break;
        }
    }

    private static LogSearch ToSearch(LogRequest request, SearchWindow window) => new()
    {
        Start = window.Start,
        End = window.End,
        Services = request.Services ?? [],
        Levels = request.Levels ?? [],
        Query = string.IsNullOrWhiteSpace(request.Query) ? null : LogQueryParser.Parse(request.Query),
        TraceId = request.TraceId is { } id ? TraceIds.Parse(id) : null,
        RequestId = request.RequestId,
    };
}
