using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Why a line that a container wrote is not found: where the observer lost it, by its own metrics.</summary>
internal sealed record LogStory(IReadOnlyList<SignalHop> Hops, string Advice)
{
    public string LastWorking(WrittenLine line) =>
        Hops.TakeWhile(h => h.Reached).LastOrDefault() is { } hop ? $"{hop.Name} ({hop.Detail})" : FormattableString.Invariant($"written (by the container at {line.Time.UtcDateTime:u})");

    public static async Task<LogStory> AskAsync(IMetricStore metrics, CancellationToken cancellationToken)
    {
        try
        {
            double? lines = await ValueAsync(metrics, "sum(increase(mem0_observer_tail_lines_total[5m]))", cancellationToken);
            double? lag = await ValueAsync(metrics, "max(mem0_observer_tail_lag_bytes)", cancellationToken);
            double? failures = await ValueAsync(metrics, "sum(increase(mem0_observer_store_failures_total[5m]))", cancellationToken);
            return Tell(lines, lag, failures);
        }
        catch (StackException e)
        {
            return new LogStory([Unknown("read"), Unknown("stored"), NotFound], $"How far it came cannot be asked: {e.Message}");
        }
    }

    public static SignalHop NotFound { get; } = new("found", false, null, "the search gives nothing of this service since then");

    private static LogStory Tell(double? lines, double? lag, double? failures)
    {
        if (lines is null)
        {
            return new LogStory(
                [new("read", false, null, "no metric of it"), Unknown("stored"), NotFound],
                "The observer says nothing of reading logs: is OBSERVER_CONTAINER_LOGS set, and does Prometheus scrape the observer? See: Get-Mem0Target observer");
        }

        if (lines == 0)
        {
            return new LogStory(
                [new("read", false, null, "no line within 5 minutes"), Unknown("stored"), NotFound],
                "The observer reads no line of any container: is the engine's containers folder mounted and readable (DOCKER_CONTAINERS)? See: docker logs of 'observer'");
        }

        string read = FormattableString.Invariant($"{lines:0} lines within 5 minutes, {lag ?? 0:0} bytes behind");
        if (failures > 0)
        {
            return new LogStory(
                [new("read", true, null, read), new("stored", false, null, FormattableString.Invariant($"{failures:0} failures within 5 minutes")), NotFound],
                "The store refuses to write: is its disk full or read-only? See: Get-Mem0Metric mem0_observer_store_failures_total");
        }

        var hops = new[] { new SignalHop("read", true, null, read), new SignalHop("stored", true, null, "no failure within 5 minutes"), NotFound };
        return lag > 1024 * 1024
            ? new LogStory(hops, "The observer is behind in reading; wait, or look at what writes so much.")
            : new LogStory(hops, "Other lines get through and this service's do not: is its logging driver json-file? See: docker inspect --format '{{.HostConfig.LogConfig.Type}}'");
    }

    private static SignalHop Unknown(string name) => new(name, false, null, "not known");

    private static async Task<double?> ValueAsync(IMetricStore metrics, string promQL, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await metrics.QueryAsync(promQL, null, cancellationToken);
        return answer.Samples.Count > 0 ? answer.Samples[0].Value : null;
    }
}
