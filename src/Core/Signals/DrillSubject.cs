namespace Mem0Observability.Signals;

/// <summary>By what a drill's alert is known, and where its sample is seen.</summary>
/// <param name="Labels">What tells it from the others of its name.</param>
/// <param name="Sample">PromQL that has a sample once the store has seen the fault; its value is the time, or says nothing.</param>
internal sealed record DrillSubject(string AlertName, IReadOnlyDictionary<string, string> Labels, string Sample)
{
    /// <summary>The value of <see cref="Sample"/> is the time of a scrape.</summary>
    public bool SampleIsTime { get; init; } = true;

    /// <summary>There may be samples and notifications of before the drill, which do not count.</summary>
    public bool OnlySinceStart { get; init; }

    public static DrillSubject TestAlert(string id) => new(
        DrillWatcher.AlertName,
        new Dictionary<string, string> { [DrillWatcher.IdLabel] = id },
        // timestamp() is the time of the scrape; the sample's own is that of the query.
        $"timestamp({DrillWatcher.Gauge}{{{PromQL.Matcher(DrillWatcher.IdLabel, id)}}})");

    public IReadOnlyList<string> Matchers => [PromQL.Matcher("alertname", AlertName), .. Labels.Select(l => PromQL.Matcher(l.Key, l.Value))];

    public bool Is(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault("alertname", "") == AlertName && Labels.All(l => labels.TryGetValue(l.Key, out string? value) && value == l.Value);
}
