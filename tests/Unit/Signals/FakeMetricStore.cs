using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>A metric store whose answers a test sets; without any it is healthy and empty.</summary>
internal sealed class FakeMetricStore : IMetricStore, IExemplarStore
{
    public Uri Address { get; } = new("http://127.0.0.1:9090/");

    public List<string> Queries { get; } = [];

    /// <summary>Of the queries for one moment.</summary>
    public List<DateTimeOffset?> Times { get; } = [];

    /// <summary>By PromQL.</summary>
    public Func<string, IReadOnlyList<MetricSample>> Answer { get; set; } = _ => [];

    public List<string> Selectors { get; } = [];

    /// <summary>By selector.</summary>
    public Func<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Series { get; set; } = _ => [];

    /// <summary>By PromQL.</summary>
    public Func<string, IReadOnlyList<MetricExemplar>> Exemplars { get; set; } = _ => [];

    public IReadOnlyList<string> Warnings { get; set; } = [];

    public Func<IReadOnlyList<ScrapeTarget>> Targets { get; set; } = () => [];

    public Func<IReadOnlyList<RuleGroup>> Rules { get; set; } = () => [];

    public Func<IReadOnlyList<ActiveAlert>> Alerts { get; set; } = () => [];

    /// <summary>Thrown by everything.</summary>
    public StackException? Fault { get; set; }

    public static MetricSample Sample(double value, params (string Name, string Value)[] labels) =>
        new("", labels.ToDictionary(l => l.Name, l => l.Value), DateTimeOffset.UnixEpoch, value);

    public static StackException Unreachable { get; } =
        new("MetricStoreUnreachable", StackErrorCategory.ResourceUnavailable, "Prometheus cannot be reached.", "prometheus");

    public Task<MetricAnswer> QueryAsync(string promQL, DateTimeOffset? time, CancellationToken cancellationToken)
    {
        Queries.Add(promQL);
        Times.Add(time);
        return GiveAsync(() => new MetricAnswer("vector", Answer(promQL), Warnings), cancellationToken);
    }

    public Task<MetricAnswer> QueryRangeAsync(string promQL, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken)
    {
        Queries.Add(FormattableString.Invariant($"{promQL} [{(end - start).TotalSeconds}s:{step.TotalSeconds}s]"));
        return GiveAsync(() => new MetricAnswer("matrix", Answer(promQL), Warnings), cancellationToken);
    }

    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        IReadOnlyList<string> selectors, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        Selectors.AddRange(selectors);
        return GiveAsync<IReadOnlyList<IReadOnlyDictionary<string, string>>>(() => [.. selectors.SelectMany(Series)], cancellationToken);
    }

    public Task<IReadOnlyList<MetricExemplar>> ExemplarsAsync(string promQL, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        GiveAsync(() => Exemplars(promQL), cancellationToken);

    public Task<IReadOnlyList<ScrapeTarget>> TargetsAsync(CancellationToken cancellationToken) => GiveAsync(Targets, cancellationToken);

    public Task<IReadOnlyList<RuleGroup>> RulesAsync(CancellationToken cancellationToken) => GiveAsync(Rules, cancellationToken);

    public Task<IReadOnlyList<ActiveAlert>> AlertsAsync(CancellationToken cancellationToken) => GiveAsync(Alerts, cancellationToken);

    public Task<string> VersionAsync(CancellationToken cancellationToken) => GiveAsync(() => "3.15.0", cancellationToken);

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => GiveAsync(() => true, cancellationToken);

    private Task<T> GiveAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
