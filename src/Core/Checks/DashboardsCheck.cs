using System.Runtime.CompilerServices;
using Mem0Observability.Dashboards;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Every query of every panel is executed as Grafana would; a panel has data, or is declared empty, or fails.</summary>
internal sealed class DashboardsCheck : ICheck
{
    /// <summary>At once: enough to keep a store of two processors busy, and far below Prometheus' limit of 20 queries.</summary>
    private const int Parallel = 8;

    public string Name => "dashboards";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        using var gate = new SemaphoreSlim(Parallel);
        foreach (Dashboard dashboard in context.Dashboards.Dashboards)
        {
            var options = new VariableOptions(context.Sources.Metrics, now - dashboard.Range, now);
            (IReadOnlyDictionary<string, VariableValue> values, string error) = await ResolveAsync(options, dashboard, cancellationToken);
            if (error.Length > 0)
                yield return new Verdict(Name, dashboard.Name, context.Time).Failed($"Its panels cannot be executed: {error}. It is in {dashboard.File}.");

            Task<CheckResult>[] results = error.Length > 0 ? [] : [.. dashboard.Panels.Where(p => IsExecuted(context, p)).Select(JudgeInTurnAsync)];
            foreach (CheckResult result in await Task.WhenAll(results))
                yield return result;

            async Task<CheckResult> JudgeInTurnAsync(DashboardPanel panel)
            {
                await gate.WaitAsync(cancellationToken);
                try
                {
                    return await JudgeAsync(context, dashboard, panel, values, now, cancellationToken);
                }
                finally
                {
                    gate.Release();
                }
            }
        }

        // A panel that asks for a made-up metric.
        string id = context.NewControlId();
        var panel = new DashboardPanel(0, id, "stat", 24, null, null, [new PanelQuery("A", "prometheus", id, Instant: true)]);
        var none = new Dashboard(id, id, id, TimeSpan.FromHours(1), [], [panel]);
        yield return NegativeControl.Judge(id, await JudgeAsync(context, none, panel, new Dictionary<string, VariableValue>(), now, cancellationToken));
    }

    private static async Task<(Dictionary<string, VariableValue> Values, string Error)> ResolveAsync(
        VariableOptions options, Dashboard dashboard, CancellationToken cancellationToken)
    {
        try
        {
            return (await options.ResolveAsync(dashboard, cancellationToken), "");
        }
        catch (FormatException e)
        {
            return ([], e.Message);
        }
    }

    /// <summary>A panel that asks nothing, or a store that this deployment does not have, has no result.</summary>
    private static bool IsExecuted(CheckContext context, DashboardPanel panel) =>
        panel.Queries.Count > 0 && panel.Queries.All(q => q.SourceType != "elasticsearch" || context.Services.Any(s => s.Service == "elasticsearch"));

    private async Task<CheckResult> JudgeAsync(
        CheckContext context,
        Dashboard dashboard,
        DashboardPanel panel,
        IReadOnlyDictionary<string, VariableValue> values,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, $"{dashboard.Name}: {panel.Title}", context.Time);
        IReadOnlyList<PanelAnswer> answers = await new PanelRunner(context.Sources, now).RunAsync(dashboard, panel, values, cancellationToken);
        if (answers.FirstOrDefault(a => a.State == PanelState.Failed) is { } failed)
            return verdict.Failed($"Query {failed.Query.RefId} cannot be executed: {failed.Error}. It asks: {failed.Text}. The panel is in {dashboard.File}.");

        if (answers.FirstOrDefault(a => a.State != PanelState.Data) is not { } empty)
            return verdict.Passed($"Data: {Count(answers.Count, "query", "queries")}, {Count(answers.Sum(a => a.Count), "series", "series")}.");

        IReadOnlyList<EmptyPanel> declared = [.. context.Dashboards.Empty.Where(e => e.Means(dashboard, panel))];
        foreach (EmptyPanel declaration in declared)
        {
            if (declaration.Unless is null || !await HasSampleAsync(context, declaration.Unless, now, cancellationToken))
                return verdict.Passed($"Declared empty: {declaration.Why}");
        }

        (string cause, IReadOnlyList<SignalHop> hops) = empty.Query.SourceType == "prometheus"
            ? await new NoDataCause(context.Sources.Metrics, now - dashboard.Range, now).FindAsync(empty, cancellationToken)
            : ("No log line within the range matches.", []);
        string broken = declared.Count == 0 ? "" : $" It is declared empty only while '{declared[0].Unless}' has no sample, and it has.";
        return verdict.Failed($"No data for query {empty.Query.RefId}.{broken} {cause} It asks: {empty.Text}. The panel is in {dashboard.File}.", hops);
    }

    private static async Task<bool> HasSampleAsync(CheckContext context, string promQL, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await context.Sources.Metrics.QueryAsync(promQL, now, cancellationToken)).Samples.Count > 0;

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
