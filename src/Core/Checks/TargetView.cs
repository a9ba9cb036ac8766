using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>The scrape targets of one job, in words.</summary>
internal sealed record TargetView(string Job, IReadOnlyList<ScrapeTarget> Targets)
{
    public static TargetView Of(string job, IReadOnlyList<ScrapeTarget> targets) => new(job, [.. targets.Where(t => t.Job == job)]);

    public bool AllUp => Targets.Count > 0 && Targets.All(t => t.Health == "up");

    public bool AnyUp => Targets.Any(t => t.Health == "up");

    public string Summary => Targets.Count == 0
        ? $"no target in job '{Job}'"
        : $"{Targets.Count(t => t.Health == "up")} of {Targets.Count} up: {string.Join(", ", Targets.Select(t => t.ScrapeUrl))}";

    public IReadOnlyList<SignalHop> Hops =>
    [
        new("target", Targets.Count > 0, null, Summary),
        new("scrape", AllUp, null, Down?.LastError ?? Summary),
    ];

    /// <summary>Why not all targets are up, and what to do.</summary>
    public string Explain(ScopedService service)
    {
        if (Targets.Count == 0)
        {
            return service.IsGone
                ? $"It was monitored within the last hour and is gone: Prometheus finds no target in job '{Job}' any more. Start it again."
                : $"Prometheus has no target in job '{Job}'. Does its container run, on a network that Prometheus has joined? See: Get-Mem0Monitoring";
        }

        ScrapeTarget down = Down!;
        if (down.Health == "unknown")
            return $"Target {down.ScrapeUrl} has not been scraped yet. Wait for one scrape interval.";

        return $"Prometheus cannot scrape {down.ScrapeUrl}: {(down.LastError.Length == 0 ? "no error text" : down.LastError)}. Does the service run and answer there?";
    }

    /// <summary>Says that more of mem0's containers run than Prometheus scrapes; null where it does not.</summary>
    public string? Overlooked(ScopedService service)
    {
        // Of the monitoring's own services another project's are no business of this one.
        ServiceStatus[] running = [.. service.Containers.Where(c => service.Signal.Optional && c.State == "running")];
        return running.Length <= Targets.Count
            ? null
            : $"{running.Length} containers run ({string.Join(", ", running.Select(c => $"{c.Project}/{c.Service}"))}) and only this is monitored: {Summary}. "
                + "A name that is on several networks resolves on one of them. Stop what is not to be monitored.";
    }

    private ScrapeTarget? Down => Targets.FirstOrDefault(t => t.Health == "down") ?? Targets.FirstOrDefault(t => t.Health != "up");
}
