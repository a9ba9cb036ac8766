using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>A marked notification through one channel, awaited by the router's counters; it ends itself, so that a pager closes it again.</summary>
internal sealed class ReceiverTest(CheckContext context, Verdict verdict)
{
    /// <summary>The router tries for ten seconds before it gives up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(25);

    /// <summary>Should this process die.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(2);

    public async Task<CheckResult> RunAsync(string receiver, CancellationToken cancellationToken)
    {
        NotificationCount before = await CountAsync(receiver, cancellationToken);
        PostedAlert alert = Alert(receiver);
        await context.Sources.Router.PostAlertsAsync([alert], cancellationToken);
        NotificationCount after = await Patience.LookAsync(
            () => CountAsync(receiver, cancellationToken), c => c.Delivered > before.Delivered || c.Failed > before.Failed, s_patience, context.Time, cancellationToken);
        // An attempt is counted a moment before its failure is.
        if (after.Delivered > before.Delivered) after = await CountAsync(receiver, cancellationToken);
        await context.Sources.Router.PostAlertsAsync([alert with { EndsAt = context.Time.GetUtcNow() }], cancellationToken);
        return await JudgeAsync(receiver, before, after, cancellationToken);
    }

    private async Task<CheckResult> JudgeAsync(string receiver, NotificationCount before, NotificationCount after, CancellationToken cancellationToken)
    {
        if (after.Delivered > before.Delivered)
            return verdict.Passed("A test notification was sent and taken.", new SignalHop("delivered", true, null, $"to {receiver}"));

        var hop = new SignalHop("delivered", false, null, $"to {receiver}");
        return after.FailedAttempts > before.FailedAttempts
            ? verdict.Failed($"A test notification to receiver '{receiver}' was refused or got nowhere. {await ReceiverWords.LastAsync(context, receiver, cancellationToken)}Is its secret right? Give it again: Start-Mem0Monitoring -NotificationChannel", hop)
            : verdict.Failed($"Alertmanager took a test alert for receiver '{receiver}' and did not try to send it within {s_patience.TotalSeconds:0} s. Is there a silence? See: Get-Mem0Silence", hop);
    }

    private async Task<NotificationCount> CountAsync(string receiver, CancellationToken cancellationToken) =>
        (await context.Sources.Router.NotificationsAsync(cancellationToken)).FirstOrDefault(c => c.Receiver == receiver) ?? new(receiver, 0, 0, 0, []);

    private PostedAlert Alert(string receiver)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        var labels = new Dictionary<string, string>
        {
            ["alertname"] = DrillWatcher.AlertName,
            ["severity"] = "info",
            ["service"] = "observer",
            ["drill"] = "true",
            [DrillWatcher.IdLabel] = context.NewControlId(),
            ["channel"] = receiver,
        };
        var annotations = new Dictionary<string, string>
        {
            ["summary"] = $"Test of the notification channel {receiver}",
            ["description"] = "Somebody ran Test-Mem0Monitoring receivers. Nothing is wrong, and nothing needs to be done.",
            ["runbook_url"] = $"monitoring/runbooks/{DrillWatcher.AlertName}.md",
            ["dashboard"] = "mem0-pipeline",
        };
        return new PostedAlert(labels, annotations, now, now + s_life);
    }
}
