using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Explains where a test alert was lost: the last hop, what is beyond it, and what to look at next.</summary>
internal sealed class DrillDiagnosis(SignalSources sources, DrillSubject subject)
{
    public async Task<string> ExplainAsync(DrillTrack track, DrillHop missing, CancellationToken cancellationToken)
    {
        string beyond;
        try
        {
            beyond = await BeyondAsync(track, missing, cancellationToken);
        }
        // What would explain it does not answer, which is an explanation.
        catch (StackException e)
        {
            beyond = e.Message;
        }

        string faults = string.Concat(track.Faults.Values.Where(f => f != beyond).Distinct().Select(f => " " + f));
        return $"Last hop that worked: {track.Last}. Not {DrillTrack.Name(missing)}: {beyond}{faults}";
    }

    private Task<string> BeyondAsync(DrillTrack track, DrillHop missing, CancellationToken cancellationToken) => missing switch
    {
        DrillHop.Scraped => ScrapeAsync(cancellationToken),
        DrillHop.Pending or DrillHop.Firing => RuleAsync(cancellationToken),
        DrillHop.Routed => RoutingAsync(cancellationToken),
        DrillHop.Received => DeliveryAsync(cancellationToken),
        _ => ResolutionAsync(cancellationToken),
    };

    private async Task<string> ScrapeAsync(CancellationToken cancellationToken)
    {
        ScrapeTarget? target = (await sources.Metrics.TargetsAsync(cancellationToken)).FirstOrDefault(t => t.Job == "observer");
        if (target is null)
            return "Prometheus has no target in job 'observer'. Does prometheus.yml of this stack run there? See: Get-Mem0Target";

        return target.Health == "up"
            ? $"Prometheus scrapes {target.ScrapeUrl} and does not find the gauge there. Is that the same observer as {sources.Inbox.Address}?"
            : $"Prometheus cannot scrape the observer at {target.ScrapeUrl}: {target.LastError}. See: Get-Mem0Monitoring observer";
    }

    private async Task<string> RuleAsync(CancellationToken cancellationToken)
    {
        IEnumerable<RuleGroup> groups = await sources.Metrics.RulesAsync(cancellationToken);
        RuleState? rule = groups.SelectMany(g => g.Rules).FirstOrDefault(r => r.Kind == "alerting" && r.Name == subject.AlertName);
        if (rule is null)
            return $"Prometheus has no rule '{subject.AlertName}' loaded. Is alert_rules.yml mounted? See: Test-Mem0Monitoring rules";

        return rule.Health == "ok"
            ? $"rule '{rule.Name}' is healthy and {rule.State}. Is the interval of its group longer than usual?"
            : $"rule '{rule.Name}' has health '{rule.Health}': {rule.LastError}";
    }

    private async Task<string> RoutingAsync(CancellationToken cancellationToken)
    {
        // Asked first: where it is gone, its own message says so.
        RouterStatus router = await sources.Router.StatusAsync(cancellationToken);
        double? known = await ValueAsync("prometheus_notifications_alertmanagers_discovered", cancellationToken);
        if (known == 0)
            return "Prometheus knows no Alertmanager. See 'alerting' in prometheus.yml";

        double? errors = await ValueAsync("sum(increase(prometheus_notifications_errors_total[5m]))", cancellationToken);
        return errors > 0
            ? $"Prometheus failed to send to Alertmanager {errors:0} times in 5 minutes. Can it reach it inside the network? See: docker logs of 'prometheus'"
            : $"Alertmanager {router.Version} answers and never got it. Does Prometheus send to this one ({sources.Router.Address})?";
    }

    private async Task<string> DeliveryAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RoutedAlert> alerts = await sources.Router.AlertsAsync(subject.Matchers, cancellationToken);
        if (alerts.FirstOrDefault(a => a.MutedBy.Count > 0) is { } muted)
            return $"Alertmanager holds it back; silenced, inhibited or muted by {string.Join(", ", muted.MutedBy)}";

        double? failed = await ValueAsync("sum(increase(alertmanager_notifications_failed_total[5m]))", cancellationToken);
        string receivers = string.Join(", ", alerts.SelectMany(a => a.Receivers).Distinct());
        return failed > 0
            ? $"Alertmanager failed to deliver {failed:0} times in 5 minutes (receivers: {receivers}). Can it reach the observer? See: docker logs of 'alertmanager'"
            : $"Alertmanager routed it to '{receivers}', and the inbox does not have it. Is the observer's webhook the receiver? See alertmanager.yml";
    }

    private async Task<string> ResolutionAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ActiveAlert> alerts = await sources.Metrics.AlertsAsync(cancellationToken);
        return alerts.Any(a => subject.Is(a.Labels))
            ? "the alert was ended, and Prometheus still fires it. Is the observer still scraped? See: Get-Mem0Target observer"
            : "Prometheus no longer fires it, and the inbox was not told. Does the receiver have send_resolved, and what is the route's group_interval? See alertmanager.yml";
    }

    private async Task<double?> ValueAsync(string promQL, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await sources.Metrics.QueryAsync(promQL, null, cancellationToken);
        return answer.Samples.Count > 0 ? answer.Samples[0].Value : null;
    }
}
