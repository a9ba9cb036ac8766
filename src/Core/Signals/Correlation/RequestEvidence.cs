using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Signals.Correlation;

/// <summary>Finds what a request left behind: log records and traces.</summary>
internal sealed class RequestEvidence(SignalSources sources, TimeProvider time, Problems problems)
{
    public const int MaxLogs = 1000;

    /// <summary>A request id that clients choose may be on any number of requests.</summary>
    public const int MaxTraces = 10;

    /// <summary>The attribute of spans that holds the <c>X-Request-ID</c>.</summary>
    public const string RequestIdAttribute = "request_id";

    /// <summary>For a search in attributes, which no store has an index of.</summary>
    private static readonly TimeSpan s_spansWithin = TimeSpan.FromDays(1);

    /// <summary>How far the records of one request are from each other at most: it takes a minute, and clocks differ.</summary>
    private static readonly TimeSpan s_around = TimeSpan.FromMinutes(5);

    public async Task<(IReadOnlyList<LogEntry> Logs, IReadOnlyList<Trace> Traces, IReadOnlyList<string> TraceIds)> OfRequestAsync(
        string requestId, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogEntry> logs = await LogsAsync(new() { Start = Earliest, End = Latest, RequestId = requestId }, cancellationToken);
        List<string> ids = [.. logs.Select(l => l.TraceId).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (ids.Count == 0)
        {
            IReadOnlyList<Trace> found = await TracesAsync(requestId, logs, cancellationToken);
            ids = [.. found.Select(t => t.TraceId)];
        }

        if (ids.Count > MaxTraces)
        {
            problems.Add($"Request id '{requestId}' is on {ids.Count} traces; only the first {MaxTraces} of them are here.");
            ids = ids[..MaxTraces];
        }

        (IReadOnlyList<LogEntry> more, IReadOnlyList<Trace> traces) = await OfTracesAsync(ids, cancellationToken);
        return (Merge(logs, more), traces, ids);
    }

    /// <summary>Log records that only have the request id belong to the trace as well.</summary>
    public async Task<(IReadOnlyList<LogEntry> Logs, IReadOnlyList<Trace> Traces, string? RequestId)> OfTraceAsync(
        string traceId, CancellationToken cancellationToken)
    {
        (IReadOnlyList<LogEntry> logs, IReadOnlyList<Trace> traces) = await OfTracesAsync([traceId], cancellationToken);
        string? requestId = logs.Select(l => l.RequestId).FirstOrDefault(id => id is not null)
            ?? traces.SelectMany(t => t.Spans).Select(s => s.Attributes.GetValueOrDefault(RequestIdAttribute) as string).FirstOrDefault(id => id is not null);
        if (requestId is null)
            return (logs, traces, null);

        (DateTimeOffset start, DateTimeOffset end) = Around(logs, traces);
        IReadOnlyList<LogEntry> more = await LogsAsync(new() { Start = start, End = end, RequestId = requestId }, cancellationToken);
        // The same request id on another trace is another request.
        return (Merge(logs, [.. more.Where(l => l.TraceId is null || l.TraceId == traceId)]), traces, requestId);
    }

    private DateTimeOffset Earliest => time.GetUtcNow() - SearchWindow.ForIds;

    /// <summary>Clocks of other machines may be ahead.</summary>
    private DateTimeOffset Latest => time.GetUtcNow() + s_around;

    private async Task<(IReadOnlyList<LogEntry> Logs, IReadOnlyList<Trace> Traces)> OfTracesAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<LogEntry>[]> logs = Task.WhenAll(ids.Select(id => LogsAsync(new() { Start = Earliest, End = Latest, TraceId = id }, cancellationToken)));
        Trace?[] traces = await Task.WhenAll(ids.Select(id => TraceAsync(id, cancellationToken)));
        return ([.. (await logs).SelectMany(l => l)], [.. traces.OfType<Trace>().OrderBy(t => t.StartTime)]);
    }

    private async Task<Trace?> TraceAsync(string id, CancellationToken cancellationToken)
    {
        return await problems.AskAsync(AskAsync, null);

        async Task<Trace?> AskAsync()
        {
            Trace? trace = await sources.Traces.GetAsync(id, cancellationToken);
            if (trace is null)
                problems.Add(TraceListing.NotFound(id).Message);

            return trace;
        }
    }

    private async Task<IReadOnlyList<Trace>> TracesAsync(string requestId, IReadOnlyList<LogEntry> logs, CancellationToken cancellationToken)
    {
        (DateTimeOffset start, DateTimeOffset end) = logs.Count > 0 ? Around(logs, []) : (Latest - s_spansWithin, Latest);
        var search = new TraceSearch
        {
            Start = start,
            End = end,
            Attributes = new Dictionary<string, string> { [RequestIdAttribute] = requestId },
            Limit = MaxTraces + 1,
        };
        return await problems.AskAsync(() => sources.Traces.FindAsync(search, cancellationToken), []);
    }

    private async Task<IReadOnlyList<LogEntry>> LogsAsync(LogSearch search, CancellationToken cancellationToken)
    {
        LogPage page = await problems.AskAsync(() => sources.Logs.SearchAsync(search with { Limit = MaxLogs }, cancellationToken), new LogPage([], null));
        if (page.Cursor is not null)
            problems.Add($"There are more than {MaxLogs} log records; only the newest {MaxLogs} of them are here.");

        return page.Entries;
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Around(IReadOnlyList<LogEntry> logs, IReadOnlyList<Trace> traces)
    {
        DateTimeOffset[] times = [.. logs.Select(l => l.Timestamp), .. traces.Select(t => t.StartTime), .. traces.Select(t => t.StartTime + t.Duration)];
        return (times.Min() - s_around, times.Max() + s_around);
    }

    private static IReadOnlyList<LogEntry> Merge(IReadOnlyList<LogEntry> some, IReadOnlyList<LogEntry> others) =>
        [.. some.Concat(others).DistinctBy(l => l.Id)];
}
