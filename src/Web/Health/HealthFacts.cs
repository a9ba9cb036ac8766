using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Web.Health;

/// <summary>What a verdict is made of, each asked for itself.</summary>
/// <param name="Alerts">Pending and firing, by the metric store.</param>
/// <param name="Answers">By service of mem0: 1 where it answers its probe, 0 where it did within a day and does not now.</param>
/// <param name="Scraped">By service of mem0: 1 where its metrics are there.</param>
/// <param name="LastAnswers">By service that does not answer: when it last did, in seconds since the Unix epoch.</param>
/// <param name="Router">Whether Alertmanager answers.</param>
/// <param name="Watchdog">When the inbox last heard that the path of alerts works.</param>
/// <param name="Ended">Alerts of the inbox that are over.</param>
internal sealed record HealthFacts(
    Asked<IReadOnlyList<ActiveAlert>> Alerts,
    Asked<MetricAnswer> Answers,
    Asked<MetricAnswer> Scraped,
    Asked<MetricAnswer> LastAnswers,
    Asked<RouterStatus> Router,
    Asked<WatchdogSight> Watchdog,
    Asked<IReadOnlyList<InboxAlert>> Ended)
{
    /// <summary>Without these nothing can be said.</summary>
    public StackException? Blind => Alerts.Fault ?? Answers.Fault ?? Scraped.Fault;
}
