namespace Mem0Observability.Signals.Drills;

/// <summary>One made-up series of a drill, without the label <c>service</c>, which is the drill's.</summary>
internal sealed record DrillSeries(string Name, IReadOnlyDictionary<string, string> Labels, DrillValue Before, DrillValue During, DrillValue After)
{
    public DrillSample Sample(DrillValue value) => new(Name, Labels, value.PerSecond ? null : value.Number, value.PerSecond ? value.Number : null);
}

/// <summary>What a series is, or by how much it grows a second.</summary>
internal readonly record struct DrillValue(double Number, bool PerSecond);
