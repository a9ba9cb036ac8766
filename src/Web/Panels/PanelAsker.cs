using System.Globalization;
using Mem0Observability.Dashboards;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>Asks what a panel shows, in the way of the <c>dashboards</c> check, which is Grafana's.</summary>
internal sealed class PanelAsker(SignalSources sources, PanelQuestions questions)
{
    /// <summary>Of one query; far more than can be drawn or read.</summary>
    private const int MaxSeries = 500;

    private const int MaxExemplars = 100;

    private const int DefaultLines = 100;

    public async Task<PanelData> AskAsync(BoardView board, DashboardPanel panel, CancellationToken cancellationToken)
    {
        TimeSpan range = board.Time.Length;
        TimeSpan step = PanelStep.Of(panel, range);
        var values = PanelText.Builtin(range, step, PanelStep.Rate(panel, step));
        foreach ((string name, VariableValue value) in board.Variables.Values)
            values.TryAdd(name, value);

        var asking = new Asking(board, panel, new PanelText(values), step);
        IEnumerable<Task<PanelData>> queries = panel.Queries.Where(q => !q.IsHidden).Select(q => AnswerAsync(asking, q, cancellationToken));
        IEnumerable<Task<PanelData>> marks = panel.Type == "timeseries" ? board.Dashboard.Annotations.Select(a => MarksAsync(asking, a, cancellationToken)) : [];
        PanelData[] answers = await Task.WhenAll(queries.Concat(marks));
        return new PanelData
        {
            Series = [.. answers.SelectMany(a => a.Series)],
            Logs = [.. answers.SelectMany(a => a.Logs)],
            Exemplars = [.. answers.SelectMany(a => a.Exemplars)],
            Marks = [.. answers.SelectMany(a => a.Marks)],
            Problems = [.. answers.SelectMany(a => a.Problems).Distinct()],
            Step = step,
        };
    }

    private async Task<PanelData> AnswerAsync(Asking asking, PanelQuery query, CancellationToken cancellationToken)
    {
        try
        {
            string text = asking.Text.Expand(query.Text);
            return query.SourceType switch
            {
                "prometheus" => await MetricsAsync(asking, query, text, cancellationToken),
                "elasticsearch" => await LogsAsync(asking, query, text, cancellationToken),
                _ => new PanelData { Problems = [$"Cannot ask a data source of type '{query.SourceType}'."] },
            };
        }
        // The query is in a form that is not known here; the others of the panel may be.
        catch (FormatException e)
        {
            return new PanelData { Problems = [$"Cannot ask query {query.RefId}: {e.Message}."] };
        }
    }

    private async Task<PanelData> MetricsAsync(Asking asking, PanelQuery query, string promQL, CancellationToken cancellationToken)
    {
        (DateTimeOffset start, DateTimeOffset end) = (PanelStep.OnGrid(asking.Board.Time.Start, asking.Step), PanelStep.OnGrid(asking.Board.Time.End, asking.Step));
        Task<MetricAnswer> metrics = query.Instant
            ? questions.AskAsync(Key("now", promQL, asking.Board.Time.End), t => sources.Metrics.QueryAsync(promQL, asking.Board.Time.End, t), cancellationToken)
            : questions.AskAsync(Key("range", promQL, start, end, asking.Step), t => sources.Metrics.QueryRangeAsync(promQL, start, end, asking.Step, t), cancellationToken);
        Task<IReadOnlyList<MetricExemplar>> exemplars = query.HasExemplars && sources.Metrics is IExemplarStore store
            ? questions.AskAsync(Key("exemplars", promQL, start, end), t => store.ExemplarsAsync(promQL, start, end, t), cancellationToken)
            : Task.FromResult<IReadOnlyList<MetricExemplar>>([]);
        await Task.WhenAll(metrics, exemplars);
        MetricAnswer answer = await metrics;
        return new PanelData
        {
            Series = [.. Series(asking, query, promQL, answer).Take(MaxSeries)],
            Exemplars = Spread([.. (await exemplars).Where(e => e.TraceId.Length > 0 && double.IsFinite(e.Value))]),
            Problems = answer.Warnings,
        };
    }

    /// <summary>All panels of the page mark the same, so that it is asked once.</summary>
    private async Task<PanelData> MarksAsync(Asking asking, DashboardAnnotation annotation, CancellationToken cancellationToken)
    {
        // No finer than can be seen.
        TimeSpan step = PanelStep.Of(asking.Panel with { MinStep = annotation.Step, Columns = GridPlace.Columns }, asking.Board.Time.Length);
        (DateTimeOffset start, DateTimeOffset end) = (PanelStep.OnGrid(asking.Board.Time.Start, step), PanelStep.OnGrid(asking.Board.Time.End, step));
        MetricAnswer answer = await questions.AskAsync(
            Key("range", annotation.PromQL, start, end, step), t => sources.Metrics.QueryRangeAsync(annotation.PromQL, start, end, step, t), cancellationToken);
        return new PanelData { Marks = PanelMarks.Of(annotation, answer, step) };
    }

    private async Task<PanelData> LogsAsync(Asking asking, PanelQuery query, string lucene, CancellationToken cancellationToken)
    {
        LogSearch search = LogPanelQuery.Read(lucene, asking.Board.Time.Start, asking.Board.Time.End, query.Limit ?? DefaultLines);
        LogPage page = await questions.AskAsync(Key("logs", lucene, search.Start, search.End, search.Limit), t => sources.Logs.SearchAsync(search, t), cancellationToken);
        return new PanelData { Logs = page.Entries };
    }

    private static IEnumerable<PanelSeries> Series(Asking asking, PanelQuery query, string promQL, MetricAnswer answer)
    {
        // The points of a series share one map of labels, and follow each other.
        var points = new List<ChartPoint>();
        for (int i = 0; i < answer.Samples.Count; i++)
        {
            MetricSample sample = answer.Samples[i];
            points.Add(new ChartPoint(sample.Timestamp, sample.Value));
            if (i + 1 < answer.Samples.Count && ReferenceEquals(answer.Samples[i + 1].Labels, sample.Labels))
                continue;

            string name = LegendText.Of(query.Legend, sample.Metric, sample.Labels, promQL);
            FieldLook look = FieldLook.Of(asking.Panel, name, query.RefId);
            yield return new PanelSeries(query.RefId, look.DisplayName ?? name, sample.Metric, sample.Labels, points, look);
            points = [];
        }
    }

    /// <summary>Some over the whole time, not only the first.</summary>
    private static List<MetricExemplar> Spread(List<MetricExemplar> all) =>
        all.Count <= MaxExemplars ? all : [.. Enumerable.Range(0, MaxExemplars).Select(i => all[(int)((long)i * all.Count / MaxExemplars)])];

    private static string Key(params ReadOnlySpan<object> parts) => string.Join('\n', parts.ToArray().Select(p => Convert.ToString(p, CultureInfo.InvariantCulture)));

    private sealed record Asking(BoardView Board, DashboardPanel Panel, PanelText Text, TimeSpan Step);
}
