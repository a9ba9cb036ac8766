using Mem0Observability.Compose;

namespace Mem0Observability.Signals;

/// <summary>One row of the signal matrix: what must arrive from a service.</summary>
internal sealed record SignalService
{
    public required string Name { get; init; }

    public required SourcePosition Position { get; init; }

    /// <summary>Without it the stack is of no use; it must name an alert.</summary>
    public bool Critical { get; init; }

    /// <summary>Counts only where it is found, or was within the last hour.</summary>
    public bool Optional { get; init; }

    /// <summary>The scrape job.</summary>
    public required string Job { get; init; }

    /// <summary>Metrics that must arrive from the job.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The <c>service</c> label of its probe; null where nothing probes it.</summary>
    public string? Probe { get; init; }

    /// <summary>Its container's log lines must be found in the log store.</summary>
    public bool Logs { get; init; }

    /// <summary>A real request to it must give a trace with a span of this service, and log lines that lead there.</summary>
    public bool Traces { get; init; }

    /// <summary>The alert that tells when it is gone; null where there is none.</summary>
    public string? Alert { get; init; }

    /// <summary>The compose service that its container belongs to.</summary>
    public required string Container { get; init; }

    /// <summary>PromQL that has a sample where an optional service was there within the last hour: by default, its scrapes.</summary>
    public required string Seen { get; init; }
}
