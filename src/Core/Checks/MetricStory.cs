using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Why metrics of a service do not arrive: the last hop that worked, what is beyond it, and what to do.</summary>
/// <param name="Absent">The metrics without a fresh sample.</param>
/// <param name="LastHour">The age of the newest sample of those that had one within the last hour.</param>
internal sealed record MetricStory(
    ScopedService Service,
    TargetView Targets,
    IReadOnlyList<string> Absent,
    IReadOnlyDictionary<string, TimeSpan> LastHour)
{
    public IReadOnlyList<SignalHop> Hops =>
    [
        // What is scraped runs, whether or not the engine here knows its container.
        new("container", Service.IsUp || Targets.AnyUp, null, Container),
        new("target", Targets.Targets.Count > 0, null, Targets.Summary),
        new("scrape", Targets.AnyUp, null, Targets.Hops[^1].Detail),
        new("series", LastHour.Count == Absent.Count, null, LastHour.Count == 0 ? "none within the last hour" : $"last seen {Ago(LastHour.Values.Max())}"),
        new("sample", false, null, "not within the last minute"),
    ];

    public string Reason
    {
        get
        {
            IReadOnlyList<SignalHop> hops = Hops;
            SignalHop first = hops.First(h => !h.Reached);
            SignalHop? before = hops.TakeWhile(h => h.Reached).LastOrDefault();
            string worked = before is null ? "No hop worked" : $"Last hop that worked: {before.Name} ({before.Detail})";
            string count = $"{Absent.Count} of {Service.Signal.Metrics.Count} metrics do not arrive ({string.Join(", ", Absent)})";
            return $"{count}. {worked}. {Advice(first.Name)}";
        }
    }

    private string Advice(string hop) => hop switch
    {
        "container" => Service.IsGone
            ? "It was monitored within the last hour and is gone: start it again."
            : $"Its container does not run: {Hops[0].Detail}. See: Get-Mem0Monitoring",
        "target" or "scrape" => Targets.Explain(Service),
        "series" => $"The scrape works, and what it returns does not have {Missing}. Is it this version of the service? A metric with labels appears with the first event that it counts.",
        _ => $"The newest sample is from {Ago(LastHour.Values.Max())}: the service stopped exposing it, or Prometheus stopped ingesting. See: Get-Mem0Target {Targets.Job}",
    };

    private string Container => Service.Containers.Count == 0
        ? "no container"
        : $"{Service.Containers[0].State}, health {Service.Containers[0].Health}";

    private string Missing => LastHour.Count == 0 ? "them" : string.Join(", ", Absent.Where(m => !LastHour.ContainsKey(m)));

    private static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(2)
        ? FormattableString.Invariant($"{age.TotalSeconds:0} s ago")
        : FormattableString.Invariant($"{age.TotalMinutes:0} min ago");
}
