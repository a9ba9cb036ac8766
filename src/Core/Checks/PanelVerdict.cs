using Mem0Observability.Dashboards;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Judges a panel by what its queries give: data, declared empty, or a failure with its cause.</summary>
internal sealed class PanelVerdict(CheckContext context, string check)
{
    public async Task<CheckResult> JudgeAsync(
        Dashboard dashboard,
        DashboardPanel panel,
        IReadOnlyDictionary<string, VariableValue> variables,
        CancellationToken cancellationToken)
    {
        var verdict = new Verdict(check, $"{dashboard.Name}: {panel.Title}", context.Time);
        DateTimeOffset now = context.Time.GetUtcNow();
        IReadOnlyList<PanelAnswer> answers = await new PanelRunner(context.Sources, now).RunAsync(dashboard, panel, variables, cancellationToken);
        if (answers.FirstOrDefault(a => a.State == PanelState.Failed) is { } failed)
            return verdict.Failed($"Query {failed.Query.RefId} cannot be executed: {failed.Error}. It asks: {failed.Text}. The panel is in {dashboard.File}.");

        if (answers.FirstOrDefault(a => a.State != PanelState.Data) is not { } empty)
            return verdict.Passed($"Data: {Count(answers.Count, "query", "queries")}, {Count(answers.Sum(a => a.Count), "series", "series")}.");

        IReadOnlyList<EmptyPanel> declared = [.. context.Dashboards.Empty.Where(e => e.Means(dashboard, panel))];
        foreach (EmptyPanel declaration in declared)
        {
            if (declaration.Unless is null || !await HasSampleAsync(declaration.Unless, now, cancellationToken))
                return verdict.Passed($"Declared empty: {declaration.Why}");
        }

        (string cause, IReadOnlyList<SignalHop> hops) = empty.Query.SourceType == "prometheus"
            ? await new NoDataCause(context.Sources.Metrics, now - dashboard.Range, now).FindAsync(empty, cancellationToken)
            : ("No log line within the range matches.", []);
        string broken = declared.Count == 0 ? "" : $" It is declared empty only while '{declared[0].Unless}' has no sample, and it has.";
        return verdict.Failed($"No data for query {empty.Query.RefId}.{broken} {cause} It asks: {empty.Text}. The panel is in {dashboard.File}.", hops);
    }

    private async Task<bool> HasSampleAsync(string promQL, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await context.Sources.Metrics.QueryAsync(promQL, now, cancellationToken)).Samples.Count > 0;

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
