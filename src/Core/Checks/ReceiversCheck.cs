using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Everybody who shall be told is told: by the router's own counters, and, where asked for, by a test through each channel.</summary>
/// <param name="sends">Whether a test notification is sent: somebody's telephone may ring.</param>
internal sealed class ReceiversCheck(bool sends = false) : ICheck
{
    public const string CheckName = "receivers";

    private const string Inbox = "inbox";

    public string Name => CheckName;

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = await context.Sources.Router.ReceiversAsync(cancellationToken);
        IReadOnlyList<NotificationCount> counts = await context.Sources.Router.NotificationsAsync(cancellationToken);
        string[] receivers = [.. known.Union(context.Channels.Select(c => c.Channel.Name))];
        Task<CheckResult>[] results = [.. receivers.Select(r => JudgeAsync(context, r, known, counts, cancellationToken))];
        foreach (CheckResult result in await Task.WhenAll(results))
            yield return receivers is [Inbox] && result.Outcome == CheckOutcome.Passed ? result with { Reason = $"{result.Reason} Only the inbox is told: no notification channel is set. To be paged: Start-Mem0Monitoring -NotificationChannel" } : result;

        string id = context.NewControlId();
        yield return NegativeControl.Judge(id, await LookAsync(context, new Verdict(Name, id, context.Time), id, known, counts, cancellationToken));
    }

    private async Task<CheckResult> JudgeAsync(CheckContext context, string receiver, IReadOnlyList<string> known, IReadOnlyList<NotificationCount> counts, CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, receiver, context.Time);
        if (sends && receiver != Inbox && known.Contains(receiver) && counts.Any(c => c.Receiver == receiver) && MissingSecret(context, receiver) is null)
            return await new ReceiverTest(context, verdict).RunAsync(receiver, cancellationToken);

        return await LookAsync(context, verdict, receiver, known, counts, cancellationToken);
    }

    private static async Task<CheckResult> LookAsync(
        CheckContext context, Verdict verdict, string receiver, IReadOnlyList<string> known, IReadOnlyList<NotificationCount> counts, CancellationToken cancellationToken)
    {
        if (MissingSecret(context, receiver) is { } path)
            return verdict.Failed($"Its secret is not there: {path} is missing or empty. Give the channel again: Start-Mem0Monitoring -NotificationChannel");

        if (!known.Contains(receiver))
            return verdict.Failed("Alertmanager has no receiver of that name. Does it run with another file? Start it again: Start-Mem0Monitoring");

        NotificationCount? count = counts.FirstOrDefault(c => c.Receiver == receiver);
        if (count is null)
            return verdict.Failed("Alertmanager does not say what became of its notifications. It needs --enable-feature=receiver-name-in-metrics, as in the shipped compose file.");

        if (count.Failed > 0 && await RecentAsync(context, receiver, cancellationToken) is var recent and > 0)
            return verdict.Failed(FormattableString.Invariant($"{Math.Ceiling(recent):0} notifications to it failed within the last hour ({string.Join(", ", count.Reasons)}). {await ReceiverWords.LastAsync(context, receiver, cancellationToken)}"));

        return count.Delivered > 0 || receiver == Inbox
            ? verdict.Passed(FormattableString.Invariant($"{count.Delivered:0} notifications delivered since Alertmanager started, none failed within the last hour."))
            : verdict.Warning("Nothing has been told to it yet, so whether it works is not known. Send a test through it: Test-Mem0Monitoring receivers");
    }

    private static string? MissingSecret(CheckContext context, string receiver) => context.Channels.FirstOrDefault(c => c.Channel.Name == receiver)?.MissingSecret;

    private static async Task<double> RecentAsync(CheckContext context, string receiver, CancellationToken cancellationToken)
    {
        string recent = $"sum(increase(alertmanager_notifications_failed_total{{{PromQL.Matcher("receiver_name", receiver)}}}[1h]))";
        try
        {
            MetricAnswer answer = await context.Sources.Metrics.QueryAsync(recent, null, cancellationToken);
            // Without an answer the router's own figure counts: it may have failed since the last scrape.
            return answer.Samples.Count > 0 ? answer.Samples[0].Value : 1;
        }
        catch (StackException e) when (e.Category == StackErrorCategory.ResourceUnavailable)
        {
            // Likewise. That Prometheus is gone, other checks say.
            return 1;
        }
    }
}
