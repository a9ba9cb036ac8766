using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation;

/// <summary>Answers <c>Get-Mem0Correlation</c>: what every signal knows about one request. A store that fails leaves a gap, which is named.</summary>
internal sealed class CorrelationQuery(SignalSources sources, TimeProvider time)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<StackItem> OfRequestAsync(string requestId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_given.Add(requestId))
            yield break;

        var problems = new Problems();
        var (logs, traces, traceIds) = await new RequestEvidence(sources, time, problems).OfRequestAsync(requestId, cancellationToken);
        yield return logs.Count + traces.Count == 0
            ? new ErrorItem(problems.Fault ?? NotFound(requestId))
            : new OutputItem(await JoinAsync(requestId, traceIds, logs, traces, problems, cancellationToken));
    }

    public async IAsyncEnumerable<StackItem> OfTraceAsync(string traceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (TraceIds.TryParse(traceId) is not { } id)
        {
            yield return new ErrorItem(TraceIds.Invalid(traceId));
            yield break;
        }

        if (!_given.Add(id))
            yield break;

        var problems = new Problems();
        var (logs, traces, requestId) = await new RequestEvidence(sources, time, problems).OfTraceAsync(id, cancellationToken);
        yield return logs.Count + traces.Count == 0
            ? new ErrorItem(problems.Fault ?? TraceListing.NotFound(id))
            : new OutputItem(await JoinAsync(requestId, [id], logs, traces, problems, cancellationToken));
    }

    private async Task<RequestCorrelation> JoinAsync(
        string? requestId,
        IReadOnlyList<string> traceIds,
        IReadOnlyList<LogEntry> logs,
        IReadOnlyList<Trace> traces,
        Problems problems,
        CancellationToken cancellationToken)
    {
        LogEntry[] ordered = [.. logs.OrderBy(l => l.UnixNanoseconds).TakeLast(RequestEvidence.MaxLogs)];
        DateTimeOffset start = traces.Count > 0 ? traces[0].StartTime : ordered[0].Timestamp;
        DateTimeOffset end = traces.Select(t => t.StartTime + t.Duration).Concat(ordered.Select(l => l.Timestamp)).Max();
        string[] services =
        [
            .. traces.SelectMany(t => t.Services).Concat(ordered.Select(l => l.Service)).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal),
        ];

        DateTimeOffset minute = new(start.UtcTicks - (start.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        // A minute that is not over yet has no end to ask for.
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset at = minute.AddMinutes(1) < now ? minute.AddMinutes(1) : now;
        Task<IReadOnlyList<ServiceMinute>> metrics = ServiceMinutes.AskAsync(sources.Metrics, services, minute, at, problems, cancellationToken);
        IReadOnlyList<AlertStatus> alerts = await FiringAlerts.AskAsync(sources.Metrics, at, problems, cancellationToken);
        return new RequestCorrelation(
            requestId, traceIds, start, end > start ? end - start : TimeSpan.Zero, services, traces, ordered, await metrics, alerts, problems.Messages);
    }

    private static StackException NotFound(string requestId) => new(
        "RequestNotFound",
        StackErrorCategory.ObjectNotFound,
        $"No log record and no span has the request id '{PlainText.Line(requestId, 100)}'. Spans were searched for a day back, logs for a month.",
        requestId);
}
