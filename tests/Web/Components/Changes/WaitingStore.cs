using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Web.Components.Changes;

/// <summary>A metric store that never answers a question over a range, and tells whether it was given up.</summary>
internal sealed class WaitingStore : IMetricStore
{
    public Uri Address { get; } = new("http://127.0.0.1:9090/");

    public bool Cancelled { get; private set; }

    public Task<MetricAnswer> QueryAsync(string promQL, DateTimeOffset? time, CancellationToken cancellationToken) => Task.FromResult(new MetricAnswer("vector", [], []));

    public async Task<MetricAnswer> QueryRangeAsync(string promQL, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled = true;
            throw;
        }

        return new MetricAnswer("matrix", [], []);
    }

    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        IReadOnlyList<string> selectors, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IReadOnlyDictionary<string, string>>>([]);

    public Task<IReadOnlyList<ScrapeTarget>> TargetsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScrapeTarget>>([]);

    public Task<IReadOnlyList<RuleGroup>> RulesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RuleGroup>>([]);

    public Task<IReadOnlyList<ActiveAlert>> AlertsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ActiveAlert>>([]);

    public Task<string> VersionAsync(CancellationToken cancellationToken) => Task.FromResult("3.15.0");

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => Task.FromResult(true);
}
