namespace Mem0Observability.Model;

/// <summary>A report that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Start">The begin of the range that it is about.</param>
/// <param name="End">The end of that range.</param>
/// <param name="ObjectivesMet">How many objectives were met; null where they could not be measured.</param>
/// <param name="ObjectivesMissed">How many were missed; null likewise.</param>
/// <param name="Incidents">How many alerts fired, drills apart; null where the inbox did not answer.</param>
/// <param name="Regressions">How many things got slower or failed more than in the range before.</param>
/// <param name="Missing">What could not be asked, and why; empty where the report is complete.</param>
/// <param name="Summary">The report in a few sentences.</param>
public sealed record MonitoringReport(
    string Path,
    long Length,
    DateTimeOffset Start,
    DateTimeOffset End,
    int? ObjectivesMet,
    int? ObjectivesMissed,
    int? Incidents,
    int Regressions,
    IReadOnlyList<string> Missing,
    string Summary);
