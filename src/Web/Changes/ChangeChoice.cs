using Mem0Observability.Signals.Correlation.Change;

namespace Mem0Observability.Web.Changes;

/// <summary>What the page is asked for by its address.</summary>
/// <param name="Target">A named metric, or PromQL.</param>
/// <param name="Service">Only with a named metric; null for PromQL.</param>
/// <param name="MaxLag">In steps.</param>
/// <param name="Candidate">A selector; null for the usual ones.</param>
public sealed record ChangeChoice(string Target, string? Service, int MaxLag, string? Candidate)
{
    /// <summary>What people come here with; the unit is Grafana's name of it.</summary>
    public static IReadOnlyList<(string Name, string Text, string Unit)> Named { get; } =
    [
        ("latency-p95", "Latency, 95th percentile", "s"),
        ("latency-p50", "Latency, median", "s"),
        ("error-ratio", "Requests that failed", "percentunit"),
        ("request-rate", "Requests", "reqps"),
        ("requests-in-flight", "Requests in flight", "short"),
    ];

    public string? Unit => Named.FirstOrDefault(n => n.Name == Target).Unit;

    public string Title => Unit is null ? Target : $"{Named.First(n => n.Name == Target).Text}, {Service}";

    /// <summary>A name without a service would give a line for each.</summary>
    public bool IsReady => Target.Length > 0 && (Unit is null || !string.IsNullOrEmpty(Service));

    internal ChangeRequest ToRequest(DateTimeOffset start, DateTimeOffset end, TimeSpan baseline) => new(
        Target, Unit is null ? null : Service, start, end, baseline, MaxLag: MaxLag, Candidates: Candidate is { Length: > 0 } one ? [one] : null);

    /// <summary>Read from the address; bounds are kept, whatever stands there.</summary>
    public static ChangeChoice Read(string? target, string? service, string? lag, string? candidate) => new(
        target?.Trim() is { Length: > 0 } text ? text : Named[0].Name,
        string.IsNullOrWhiteSpace(service) ? null : service.Trim(),
        int.TryParse(lag, out int steps) ? Math.Clamp(steps, 0, ChangeRequest.LongestLag) : ChangeRequest.DefaultLag,
        string.IsNullOrWhiteSpace(candidate) ? null : candidate.Trim());
}
