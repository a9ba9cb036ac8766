using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>Why a drill cannot be tried here and now; null where it can.</summary>
internal sealed class DrillObstacle(SignalSources sources, IDemoServices demo, TimeSpan limit)
{
    private const string Inbox = "inbox";

    public async Task<string?> OfAsync(DrillDefinition drill, CancellationToken cancellationToken)
    {
        RuleState? rule = (await sources.Metrics.RulesAsync(cancellationToken)).SelectMany(g => g.Rules)
            .FirstOrDefault(r => r.Kind == "alerting" && r.Name == drill.Alert && r.Severity == drill.Severity);
        if (rule is null)
            return null; // The drill itself finds that out, and fails: a rule that is not loaded is a fault of the stack.

        if (rule.For >= limit)
            return $"Its condition must hold for {DurationText.Of(rule.For)}, and -Timeout is {DurationText.Of(limit)}. Its case in monitoring/tests proves the rule.";

        return drill.Stop is { } service ? await StopAsync(drill, service, cancellationToken) : null;
    }

    private async Task<string?> StopAsync(DrillDefinition drill, string service, CancellationToken cancellationToken)
    {
        if (!await demo.RunsAsync(service, cancellationToken))
            return $"It stops '{service}' of the demo, which does not run here. See: Start-Mem0Demo";

        if ((await sources.Metrics.AlertsAsync(cancellationToken)).Any(a => a.Name == drill.Alert && a.Labels.GetValueOrDefault("service", "") == drill.Service))
            return $"It fires already for {drill.Service}, so nothing new could be seen. See: Get-Mem0Alert {drill.Alert}";

        string[] others = [.. (await sources.Router.ReceiversAsync(cancellationToken)).Where(r => r != Inbox)];
        return others.Length == 0
            ? null
            : $"Alertmanager also tells {string.Join(", ", others)}, and to it a stopped service of the demo is a real outage: people would be told.";
    }
}
