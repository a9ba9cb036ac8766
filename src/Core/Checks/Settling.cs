using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Checks;

/// <summary>Waits for the first scrape, the first evaluation, the first log line and the first span of what has just been started; asks once where nothing has.</summary>
internal static class Settling
{
    /// <summary>Two scrape intervals of 15 s: a service may have nothing to count yet at its first.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    /// <summary>What has run for longer has had its first scrapes.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromSeconds(45);

    public static async IAsyncEnumerable<StackItem> WaitAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long start = context.Time.GetTimestamp();
        while (await AwaitedAsync(context, cancellationToken) is { } awaited && context.Time.GetElapsedTime(start) < s_limit)
        {
            yield return new ProgressItem("Checking", $"Just started: waiting for {awaited}");
            await Task.Delay(s_interval, context.Time, cancellationToken);
        }
    }

    /// <summary>What has not happened for the first time yet; null where there is nothing to wait for.</summary>
    private static async Task<string?> AwaitedAsync(CheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<ScrapeTarget> targets = await context.Sources.Metrics.TargetsAsync(cancellationToken);
            if (targets.FirstOrDefault(t => t.Health == "unknown") is { } target)
                return $"the first scrape of {target.ScrapeUrl}";

            foreach (ScopedService service in context.Scope.Where(s => IsYoung(s, context.Time)))
            {
                var ages = await MetricAges.NowAsync(context.Sources.Metrics, service.Signal.Job, service.Signal.Metrics, cancellationToken);
                if (service.Signal.Metrics.Any(m => !ages.ContainsKey(m)))
                    return $"the first metrics of {service.Name}";
            }

            if (await AwaitedTelemetryAsync(context, cancellationToken) is { } telemetry)
                return telemetry;

            IReadOnlyList<RuleGroup> groups = await context.Sources.Metrics.RulesAsync(cancellationToken);
            return groups.FirstOrDefault(g => g.LastEvaluation is null) is { } group ? $"the first evaluation of rule group '{group.Name}'" : null;
        }
        // The checks will say so.
        catch (StackException)
        {
            return null;
        }
    }

    private static async Task<string?> AwaitedTelemetryAsync(CheckContext context, CancellationToken cancellationToken)
    {
        ScopedService[] young = [.. context.Scope.Where(s => IsYoung(s, context.Time))];
        DateTimeOffset now = context.Time.GetUtcNow();
        foreach (ScopedService service in young.Where(s => s.Signal.Logs))
        {
            var search = new LogSearch { Start = now - 2 * s_young, End = now.AddDays(1), Services = [service.Signal.Container], Limit = 1 };
            if ((await context.Sources.Logs.SearchAsync(search, cancellationToken)).Entries.Count == 0)
                return $"the first log line of {service.Name}";
        }

        IReadOnlyList<string> traced = young.Any(s => s.Signal.Traces) ? await context.Sources.Traces.ServicesAsync(cancellationToken) : [];
        return young.FirstOrDefault(s => s.Signal.Traces && !traced.Contains(s.Name)) is { } silent ? $"the first span of {silent.Name}" : null;
    }

    private static bool IsYoung(ScopedService service, TimeProvider time) =>
        service.Containers.Any(c => c.IsUp && c.StartedAt > time.GetUtcNow() - s_young);
}
