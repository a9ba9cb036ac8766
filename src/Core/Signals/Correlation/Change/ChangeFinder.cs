
namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>Looks through the exported series for those that moved together with one of them.</summary>
internal sealed class ChangeFinder(IMetricStore store, TimeProvider time)
{
    /// <summary>Questions at a time; Prometheus answers 20 at most, and dashboards ask too.</summary>
    private const int Parallel = 4;

    public async Task<ChangeReport> FindAsync(ChangeRequest request, CancellationToken cancellationToken)
    {
        ChangeWindow window = ChangeWindow.Of(request, time.GetUtcNow());
        ChangeTarget target = await ChangeTarget.AskAsync(store, request, window, cancellationToken);
        IReadOnlyList<string> selectors = request.Candidates is { Count: > 0 } chosen ? chosen : CandidateCatalog.Default;
        CandidatePlan plan = await CandidatePlan.MakeAsync(store, selectors, window, cancellationToken);

        var problems = new Problems();
        var comparison = new ChangeComparison(window, target.Values, request.MaxLag);
        using var turns = new SemaphoreSlim(Parallel);
        await Task.WhenAll(plan.Metrics.Select(m => CompareAsync(m, comparison, turns, problems, cancellationToken)));
        if (comparison.IsEmpty && problems.Fault is { } fault)
            throw fault;

        var (findings, compared, leftOut) = comparison.Finish(request.Top);
        return new ChangeReport(target.PromQL, window, target.Values, findings, compared, leftOut with { Cut = plan.Cut }, problems.Messages);
    }

    private async Task CompareAsync(
        CandidateMetric metric, ChangeComparison comparison, SemaphoreSlim turns, Problems problems, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            string promQL = metric.ToPromQL(comparison.Window.RateRange);
            MetricAnswer answer = await problems.AskAsync(
                () => store.QueryRangeAsync(promQL, comparison.Window.From, comparison.Window.End, comparison.Window.Step, cancellationToken),
                new MetricAnswer("matrix", [], []));
            comparison.Add(metric, answer.Samples, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }
}
