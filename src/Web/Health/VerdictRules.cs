using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Health;

/// <summary>Judges. What is not known is never good: a store that is silent, rules that nobody evaluates and services that nobody watches are unknown.</summary>
internal static class VerdictRules
{
    private const string Watchdog = "Watchdog";

    public static Verdict Judge(HealthFacts facts)
    {
        if (Unknown(facts) is { } why)
            return new Verdict(VerdictKind.Unknown, facts.Watchdog.Value?.LastSeen, [new VerdictReason(why, null, "")]);

        List<ActiveAlert> firing = [.. facts.Alerts.Value!.Where(a => a.State == "firing" && Counts(a.Labels))];
        List<VerdictReason> down = [.. Down(facts, firing)];
        List<VerdictReason> reasons = [.. Silent(facts), .. firing.OrderBy(Rank).ThenBy(a => a.ActiveAt).Select(Reason), .. Path(facts)];
        if (down.Count > 0)
            return new Verdict(VerdictKind.Down, Earliest(down), [.. down, .. reasons]);

        return reasons.Count > 0
            ? new Verdict(VerdictKind.Degraded, Earliest(reasons), reasons)
            : new Verdict(VerdictKind.Healthy, LastTrouble(facts), []);
    }

    private static string? Unknown(HealthFacts facts)
    {
        if (facts.Blind is { } fault)
            return fault.Message;
        if (!facts.Alerts.Value!.Any(a => a.Name == Watchdog && a.State == "firing"))
            return "Prometheus does not evaluate its rules: the alert Watchdog, which always fires, does not.";
        return facts.Answers.Value!.Samples.Count + facts.Scraped.Value!.Samples.Count == 0
            ? "Prometheus watches no service of mem0, and none has answered its probe within a day."
            : null;
    }

    /// <summary>Neither its probe nor its metrics. Where only the probe fails, the fault may be the probe's.</summary>
    private static IEnumerable<VerdictReason> Down(HealthFacts facts, List<ActiveAlert> firing)
    {
        foreach (string service in Services(facts).Where(s => !Is(facts.Answers.Value!, s) && !Is(facts.Scraped.Value!, s)))
        {
            DateTimeOffset? since = LastAnswer(facts, service) ?? firing.Where(a => a.Labels.GetValueOrDefault("service") == service).Min(a => a.ActiveAt);
            yield return new VerdictReason($"{service} answers neither its probe nor the scrape of its metrics.", since, PageLinks.Logs(service: service));
        }
    }

    private static IEnumerable<VerdictReason> Silent(HealthFacts facts) =>
        facts.Answers.Value!.Samples.Select(Service)
            .Where(s => !Is(facts.Answers.Value!, s) && Is(facts.Scraped.Value!, s))
            .Select(s => new VerdictReason($"{s} does not answer its probe; its metrics are there.", LastAnswer(facts, s), PageLinks.Logs(service: s)));

    /// <summary>What is wrong now may reach nobody: that is no health either.</summary>
    private static IEnumerable<VerdictReason> Path(HealthFacts facts)
    {
        if (facts.Router.Fault is { } router)
            yield return new VerdictReason($"Alerts reach nobody. {router.Message}", null, "");
        if (facts.Watchdog.Fault is { } inbox)
            yield return new VerdictReason($"The alert inbox does not answer. {inbox.Message}", null, "");
        if (facts.Watchdog.Value is { Alive: false } watchdog)
            yield return new VerdictReason("The inbox does not receive the Watchdog any more: alerts may not get through.", watchdog.LastSeen, PageLinks.Runbook("WatchdogNotReceived"));
    }

    private static bool Counts(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault("severity", "") is "page" or "ticket" && labels.GetValueOrDefault("alertname", "") != Watchdog && !DrillMark.Is(labels, "");

    private static int Rank(ActiveAlert alert) => alert.Labels.GetValueOrDefault("severity", "") == "page" ? 0 : 1;

    private static VerdictReason Reason(ActiveAlert alert)
    {
        string summary = alert.Annotations.GetValueOrDefault("summary", "");
        return new VerdictReason(summary.Length > 0 ? $"{summary} ({alert.Name})" : alert.Name, alert.ActiveAt, PageLinks.Alerts(alert.Name));
    }

    private static DateTimeOffset? LastTrouble(HealthFacts facts) =>
        facts.Ended.Value?.Where(a => Counts(a.Labels)).Max(a => a.ResolvedAt);

    private static DateTimeOffset? Earliest(List<VerdictReason> reasons) => reasons.Min(r => r.Since);

    private static IEnumerable<string> Services(HealthFacts facts) =>
        facts.Answers.Value!.Samples.Concat(facts.Scraped.Value!.Samples).Select(Service).Distinct(StringComparer.Ordinal);

    private static bool Is(MetricAnswer answer, string service) => answer.Samples.Any(s => Service(s) == service && s.Value > 0);

    private static DateTimeOffset? LastAnswer(HealthFacts facts, string service) =>
        facts.LastAnswers.Value?.Samples.FirstOrDefault(s => Service(s) == service) is { Value: > 0 } sample ? DateTimeOffset.FromUnixTimeSeconds((long)sample.Value) : null;

    private static string Service(MetricSample sample) => sample.Labels.GetValueOrDefault("service", "");
}
