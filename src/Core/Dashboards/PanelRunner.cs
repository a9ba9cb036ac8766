using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Executes the queries of a panel as Grafana would at this moment, with the dashboard's defaults.</summary>
internal sealed class PanelRunner(SignalSources sources, DateTimeOffset now)
{
    public async Task<IReadOnlyList<PanelAnswer>> RunAsync(
        Dashboard dashboard,
        DashboardPanel panel,
        IReadOnlyDictionary<string, VariableValue> variables,
        CancellationToken cancellationToken)
    {
        TimeSpan step = PanelStep.Of(panel, dashboard.Range);
        var values = PanelText.Builtin(dashboard.Range, step, PanelStep.Rate(panel, step));
        foreach ((string name, VariableValue value) in variables)
            values.TryAdd(name, value);

        var answers = new List<PanelAnswer>();
        foreach (PanelQuery query in panel.Queries)
            answers.Add(await AnswerAsync(query, new PanelText(values), dashboard.Range, step, cancellationToken));

        return answers;
    }

    private async Task<PanelAnswer> AnswerAsync(PanelQuery query, PanelText text, TimeSpan range, TimeSpan step, CancellationToken cancellationToken)
    {
        string expanded = query.Text;
        try
        {
            expanded = text.Expand(query.Text);
            return query.SourceType switch
            {
                "prometheus" => await MetricsAsync(query, expanded, range, step, cancellationToken),
                "elasticsearch" => await LogsAsync(query, expanded, range, cancellationToken),
                _ => new PanelAnswer(query, expanded, PanelState.Failed, 0, $"queries of a data source of type '{query.SourceType}' cannot be executed here"),
            };
        }
        catch (FormatException e)
        {
            return new PanelAnswer(query, expanded, PanelState.Failed, 0, e.Message);
        }
        // An unreachable store is one finding, not one for each panel.
        catch (StackException e) when (e.Category is not StackErrorCategory.ResourceUnavailable)
        {
            return new PanelAnswer(query, expanded, PanelState.Failed, 0, e.Message);
        }
    }

    private async Task<PanelAnswer> MetricsAsync(PanelQuery query, string promQL, TimeSpan range, TimeSpan step, CancellationToken cancellationToken)
    {
        DateTimeOffset end = PanelStep.OnGrid(now, step);
        MetricAnswer answer = query.Instant
            ? await sources.Metrics.QueryAsync(promQL, now, cancellationToken)
            : await sources.Metrics.QueryRangeAsync(promQL, end - range, end, step, cancellationToken);
        // The points of a series share one map of labels.
        int series = answer.Samples.DistinctBy(s => s.Labels, ReferenceEqualityComparer.Instance).Count();
        bool finite = answer.Samples.Any(s => double.IsFinite(s.Value));
        PanelState state = finite ? PanelState.Data : series > 0 ? PanelState.NotANumber : PanelState.Empty;
        return new PanelAnswer(query, promQL, state, series);
    }

    private async Task<PanelAnswer> LogsAsync(PanelQuery query, string lucene, TimeSpan range, CancellationToken cancellationToken)
    {
        var page = await sources.Logs.SearchAsync(LogPanelQuery.Read(lucene, now - range, now), cancellationToken);
        return new PanelAnswer(query, lucene, page.Entries.Count > 0 ? PanelState.Data : PanelState.Empty, page.Entries.Count);
    }
}
