using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Probes;

namespace Mem0Observability.Checks;

/// <summary>One real request is found in all three signals: its trace, log lines that lead there, and its counter.</summary>
internal sealed class CorrelationCheck : ICheck
{
    private const string Counter = "http_server_requests_total";

    public string Name => "correlation";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<CheckResult>[] results = [.. context.Scope.Where(s => s.Signal.Traces).Select(s => JudgeAsync(context, s, cancellationToken))];
        foreach (CheckResult result in await Task.WhenAll(results))
            yield return result;

        // No request has these ids. The counter moves for everybody's requests, so it cannot tell.
        string id = context.NewTraceId();
        Sight sight = await LookAsync(context, id, context.NewControlId(), cancellationToken);
        yield return NegativeControl.Judge(id, Judge(new Verdict(Name, id, context.Time), sight, null, []));
    }

    private async Task<CheckResult> JudgeAsync(CheckContext context, ScopedService service, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        string promQL = $"sum by (instance) ({Counter}{{{PromQL.Matcher("job", service.Signal.Job)}}})";
        IReadOnlyDictionary<string, double> before = await CountAsync(context, promQL, cancellationToken);
        string id = context.NewTraceId();
        ProbedRequest request = await context.Sources.Probes.RequestAsync(service.Name, id, cancellationToken);
        if (request.Status is null)
            return verdict.Failed(RequestStory.NoAnswer(service, request), RequestStory.Answered(request));

        Sight sight = await Patience.LookAsync(
            () => LookAsync(context, id, request.RequestId, cancellationToken), s => s.IsComplete, context.TelemetryPatience, context.Time, cancellationToken);
        // A scrape after the request has to see it.
        SignalHop counted = await Patience.LookAsync(
            async () => Counted(before, await CountAsync(context, promQL, cancellationToken)), c => c.Reached, Patience.Scrape, context.Time, cancellationToken);
        return Judge(verdict, sight, counted, [RequestStory.Answered(request)]);
    }

    /// <summary>Instance by instance: another that comes or goes meanwhile changes the sum by more than a request does.</summary>
    private static SignalHop Counted(IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after)
    {
        string[] moved = [.. after.Keys.Where(i => after[i] > before.GetValueOrDefault(i))];
        IEnumerable<string> shown = moved.Length > 0 ? moved : after.Keys;
        return new("counted", moved.Length > 0, null, FormattableString.Invariant($"{Counter} {shown.Sum(i => before.GetValueOrDefault(i)):0} to {shown.Sum(i => after[i]):0}"));
    }

    private static async Task<Sight> LookAsync(CheckContext context, string traceId, string? requestId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        var search = new LogSearch { Start = now.AddHours(-1), End = now.AddDays(1), TraceId = traceId };
        Task<Trace?> trace = context.Sources.Traces.GetAsync(traceId, cancellationToken);
        Task<LogPage> byTrace = context.Sources.Logs.SearchAsync(search, cancellationToken);
        Task<LogPage>? byRequest = requestId is null ? null : context.Sources.Logs.SearchAsync(search with { TraceId = null, RequestId = requestId }, cancellationToken);
        return new Sight(traceId, requestId, await trace, (await byTrace).Entries, byRequest is null ? null : (await byRequest).Entries);
    }

    private static CheckResult Judge(Verdict verdict, Sight sight, SignalHop? counted, IReadOnlyList<SignalHop> before)
    {
        SignalHop[] hops = [.. before, .. sight.Hops, .. counted is null ? [] : new[] { counted }];
        SignalHop? missing = hops.FirstOrDefault(h => !h.Reached);
        if (missing is null)
            return verdict.Passed($"One request: {string.Join("; ", hops.Select(h => h.Detail))}.", hops);

        string worked = hops.TakeWhile(h => h.Reached).LastOrDefault() is { } last ? $"Last hop that worked: {last.Name} ({last.Detail}). " : "";
        return verdict.Failed($"{worked}Not {missing.Name}: {missing.Detail}. {Advice(missing.Name)}", hops);
    }

    private static string Advice(string hop) => hop switch
    {
        "traced" => "See the check 'traces'.",
        "logged" => "Does the service write its log lines with a trace id (monitoring.trace)? See the check 'logs'.",
        "requested" => "The lines of the trace are there and those of the request id are not: does the service log the X-Request-ID that it answers?",
        _ => "The service answered and did not count it: is monitoring.instrument around the application? See the check 'metrics'.",
    };

    private static async Task<IReadOnlyDictionary<string, double>> CountAsync(CheckContext context, string promQL, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await context.Sources.Metrics.QueryAsync(promQL, null, cancellationToken);
        return answer.Samples.ToDictionary(s => s.Labels.GetValueOrDefault("instance", ""), s => s.Value);
    }

    /// <summary>What of one request is in the stores now.</summary>
    /// <param name="ByRequest">Null where the service gave the request no id.</param>
    private sealed record Sight(string TraceId, string? RequestId, Trace? Trace, IReadOnlyList<LogEntry> ByTrace, IReadOnlyList<LogEntry>? ByRequest)
    {
        public bool IsComplete => Hops.All(h => h.Reached);

        public IEnumerable<SignalHop> Hops =>
        [
            new("traced", Trace is not null, null, Trace is null ? $"no trace {TraceId}" : $"{Trace.Spans.Count} spans"),
            new("logged", ByTrace.Count > 0, null, $"{ByTrace.Count} log lines of the trace"),
            .. ByRequest is null ? [] : new[] { new SignalHop("requested", ByRequest.Count > 0, null, $"{ByRequest.Count} log lines of request {RequestId}") },
        ];
    }
}
