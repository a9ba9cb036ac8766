using System.Runtime.CompilerServices;
using Mem0Observability.Dashboards;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Every query of every panel is executed as Grafana would; a panel has data, or is declared empty, or fails.</summary>
internal sealed class DashboardsCheck : ICheck
{
    /// <summary>Panels at once, of each dashboard: five dashboards are as many as Prometheus works on at a time (20).</summary>
    private const int Parallel = 4;

    /// <summary>What has run for longer has had two scrapes and the first rates; until then panels fill one after the other.</summary>
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    public string Name => "dashboards";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<CheckResult>>[] results = [.. context.Dashboards.Dashboards.Select(d => JudgeAsync(context, d, cancellationToken))];
        foreach (CheckResult result in (await Task.WhenAll(results)).SelectMany(r => r))
            yield return result;

        // A panel that asks for a made-up metric.
        string id = context.NewControlId();
        var panel = new DashboardPanel(0, id, "stat", 24, null, null, [new PanelQuery("A", "prometheus", id, Instant: true)]);
        var dashboard = new Dashboard(id, id, id, TimeSpan.FromHours(1), [], [panel]);
        yield return NegativeControl.Judge(id, await new PanelVerdict(context, Name).JudgeAsync(dashboard, panel, new Dictionary<string, VariableValue>(), cancellationToken));
    }

    private async Task<IReadOnlyList<CheckResult>> JudgeAsync(CheckContext context, Dashboard dashboard, CancellationToken cancellationToken)
    {
        DashboardPanel[] panels = [.. dashboard.Panels.Where(p => IsExecuted(context, p))];
        DateTimeOffset now = context.Time.GetUtcNow();
        long start = context.Time.GetTimestamp();
        TimeSpan patience = context.Services.Any(s => s.IsUp && s.StartedAt > now - s_young) ? s_patience : TimeSpan.Zero;
        try
        {
            var results = new Dictionary<DashboardPanel, CheckResult>();
            while (true)
            {
                await JudgeAsync(context, dashboard, panels.Where(p => !results.TryGetValue(p, out CheckResult? r) || r.Outcome == CheckOutcome.Failed), results, cancellationToken);
                if (results.Values.All(r => r.Outcome != CheckOutcome.Failed) || context.Time.GetElapsedTime(start) >= patience)
                    return [.. panels.Select(p => results[p])];

                await Task.Delay(s_pause, context.Time, cancellationToken);
            }
        }
        // Of a variable: without its value nothing of the dashboard can be asked.
        catch (FormatException e)
        {
            return [new Verdict(Name, dashboard.Name, context.Time).Failed($"Its panels cannot be executed: {e.Message}. It is in {dashboard.File}.")];
        }
    }

    private async Task JudgeAsync(
        CheckContext context,
        Dashboard dashboard,
        IEnumerable<DashboardPanel> panels,
        Dictionary<DashboardPanel, CheckResult> results,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        var values = await new VariableOptions(context.Sources.Metrics, now - dashboard.Range, now).ResolveAsync(dashboard, cancellationToken);
        var verdict = new PanelVerdict(context, Name);
        foreach (DashboardPanel[] some in panels.ToArray().Chunk(Parallel))
        {
            CheckResult[] judged = await Task.WhenAll(some.Select(p => verdict.JudgeAsync(dashboard, p, values, cancellationToken)));
            for (int i = 0; i < some.Length; i++)
                results[some[i]] = judged[i];
        }
    }

    /// <summary>A panel that asks nothing, or a store that this deployment does not have, has no result.</summary>
    private static bool IsExecuted(CheckContext context, DashboardPanel panel) =>
        panel.Queries.Count > 0 && panel.Queries.All(q => q.SourceType != "elasticsearch" || context.Services.Any(s => s.Service == "elasticsearch"));
}
