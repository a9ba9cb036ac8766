using Mem0Observability.Signals;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Web.Health;

/// <summary>Asks what a verdict needs, all at once.</summary>
internal sealed class HealthQuery(SignalSources sources)
{
    public const string Answers = "max by (service) (service:available:bool)";

    public const string Scraped = "max by (service) (up{job=~\"mem0|openmemory\"})";

    /// <summary>Nothing, and quickly, where every service answers.</summary>
    public const string LastAnswers = "max by (service) (max_over_time(timestamp(service:available:bool == 1)[1d:1m])) and on (service) service:available:bool == 0";

    public async Task<HealthFacts> AskAsync(CancellationToken cancellationToken)
    {
        var alerts = Asked<IReadOnlyList<ActiveAlert>>.ForAsync(() => sources.Metrics.AlertsAsync(cancellationToken));
        var answers = QueryAsync(Answers, cancellationToken);
        var scraped = QueryAsync(Scraped, cancellationToken);
        var last = QueryAsync(LastAnswers, cancellationToken);
        var router = Asked<RouterStatus>.ForAsync(() => sources.Router.StatusAsync(cancellationToken));
        var watchdog = Asked<WatchdogSight>.ForAsync(() => sources.Inbox.WatchdogAsync(cancellationToken));
        var ended = Asked<IReadOnlyList<InboxAlert>>.ForAsync(() => sources.Inbox.AlertsAsync("resolved", cancellationToken));
        return new HealthFacts(await alerts, await answers, await scraped, await last, await router, await watchdog, await ended);
    }

    private Task<Asked<MetricAnswer>> QueryAsync(string promQL, CancellationToken cancellationToken) =>
        Asked<MetricAnswer>.ForAsync(() => sources.Metrics.QueryAsync(promQL, null, cancellationToken));
}
