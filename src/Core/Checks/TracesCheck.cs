using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals.Probes;

namespace Mem0Observability.Checks;

/// <summary>A span that is sent in is found, and a real request to each service gives a trace with a span of it.</summary>
internal sealed class TracesCheck : ICheck
{
    /// <summary>The target of the span that the check sends itself.</summary>
    public const string Intake = "OTLP";

    public string Name => "traces";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<CheckResult>[] results = [SendAsync(context, cancellationToken), .. context.Scope.Where(s => s.Signal.Traces).Select(s => RequestAsync(context, s, cancellationToken))];
        foreach (CheckResult result in await Task.WhenAll(results))
            yield return result;

        // Never sent to anybody.
        string id = context.NewTraceId();
        Trace? found = await context.Sources.Traces.GetAsync(id, cancellationToken);
        yield return NegativeControl.Judge(id, Judge(new Verdict(Name, id, context.Time), found, ObserverProbes.ServiceName, []));
    }

    private async Task<CheckResult> SendAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, Intake, context.Time);
        string id = context.NewTraceId();
        long start = context.Time.GetTimestamp();
        try
        {
            await context.Sources.Probes.SendTraceAsync(id, cancellationToken);
        }
        catch (StackException e)
        {
            return verdict.Failed($"A span was not taken in: {e.Message}", new SignalHop("accepted", false, null, e.Message));
        }

        var accepted = new SignalHop("accepted", true, context.Time.GetElapsedTime(start), "by OTLP/HTTP");
        Trace? trace = await TraceAsync(context, id, ObserverProbes.ServiceName, cancellationToken);
        return trace is null && await MissingAsync(context, verdict, [accepted], cancellationToken) is { } missing
            ? missing
            : Judge(verdict, trace, ObserverProbes.ServiceName, [accepted], context.Time.GetElapsedTime(start));
    }

    private async Task<CheckResult> RequestAsync(CheckContext context, ScopedService service, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        string id = context.NewTraceId();
        long start = context.Time.GetTimestamp();
        ProbedRequest request = await context.Sources.Probes.RequestAsync(service.Name, id, cancellationToken);
        if (request.Status is null)
            return verdict.Failed(RequestStory.NoAnswer(service, request), RequestStory.Answered(request));

        SignalHop answered = RequestStory.Answered(request) with { Elapsed = context.Time.GetElapsedTime(start) };
        Trace? trace = await TraceAsync(context, id, service.Name, cancellationToken);
        return trace is null && await MissingAsync(context, verdict, [answered], cancellationToken) is { } missing
            ? missing
            : Judge(verdict, trace, service.Name, [answered], context.Time.GetElapsedTime(start));
    }

    /// <returns>Null where the observer takes spans in itself: there is no way between, of which to tell.</returns>
    private static async Task<CheckResult?> MissingAsync(CheckContext context, Verdict verdict, IReadOnlyList<SignalHop> before, CancellationToken cancellationToken)
    {
        if (context.Sources.Pipeline is null)
            return null;

        (IReadOnlyList<SignalHop> hops, string advice) = await TraceStory.AskAsync(context.Sources.Metrics, cancellationToken);
        SignalHop[] all = [.. before, .. hops, new SignalHop("stored", false, null, "no such trace")];
        SignalHop? last = all.TakeWhile(h => h.Reached).LastOrDefault();
        return verdict.Failed($"{(last is null ? "" : $"Last hop that worked: {last.Name} ({last.Detail}). ")}Jaeger has no such trace. {advice}", all);
    }

    private static Task<Trace?> TraceAsync(CheckContext context, string id, string service, CancellationToken cancellationToken) => Patience.LookAsync(
        () => context.Sources.Traces.GetAsync(id, cancellationToken), t => HasSpanOf(t, service), context.TelemetryPatience, context.Time, cancellationToken);

    private static bool HasSpanOf(Trace? trace, string service) => trace?.Spans.Any(s => s.Service == service) == true;

    private static CheckResult Judge(Verdict verdict, Trace? trace, string service, IReadOnlyList<SignalHop> before, TimeSpan? elapsed = null)
    {
        if (trace is null)
        {
            string worked = before.Count == 0 ? "" : $"Last hop that worked: {before[^1].Name} ({before[^1].Detail}). ";
            return verdict.Failed(
                $"{worked}The trace store has no such trace. Does the service send OTLP to telemetry:4318, and is that name known on its network? See: Get-Mem0Metric mem0_observer_otlp_requests_total",
                [.. before, new SignalHop("stored", false, null, "no such trace")]);
        }

        var stored = new SignalHop("stored", true, elapsed, $"{trace.Spans.Count} spans of {string.Join(", ", trace.Services)}");
        return HasSpanOf(trace, service)
            ? verdict.Passed($"Found: {stored.Detail}.", [.. before, stored, new SignalHop("span", true, elapsed, $"of {service}")])
            : verdict.Failed(
                $"Last hop that worked: stored ({stored.Detail}). The trace has no span of '{service}': does it use this name (OTEL_SERVICE_NAME), and is its tracing on?",
                [.. before, stored, new SignalHop("span", false, null, $"none of {service}")]);
    }
}
