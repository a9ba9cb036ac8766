using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Health;

/// <summary>Requests and failures of the services over a time, and what was done to them in it.</summary>
/// <param name="Marks">Starts, new versions and silences.</param>
/// <param name="Problems">What could not be asked.</param>
public sealed record Traffic(
    IReadOnlyList<ChartSeries> Requests, IReadOnlyList<ChartSeries> Errors, IReadOnlyList<ChartMark> Marks, IReadOnlyList<string> Problems);
