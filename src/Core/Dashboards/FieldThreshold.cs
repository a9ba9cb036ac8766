using System.Text.Json;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>From this value on a field has this colour.</summary>
/// <param name="Value">Negative infinity for the base.</param>
/// <param name="Colour">Grafana's name.</param>
internal sealed record FieldThreshold(double Value, string Colour)
{
    public static IReadOnlyList<FieldThreshold> Read(IReadOnlyDictionary<string, JsonElement> settings)
    {
        if (!settings.TryGetValue("thresholds", out JsonElement given))
            return [];

        FieldThreshold[] steps = [.. given.List("steps", s => new FieldThreshold(s.Member("value")?.GetDouble() ?? double.NegativeInfinity, s.Text("color"))).OrderBy(s => s.Value)];
        // In percent of the field's limits.
        if (given.TextOrNull("mode") != "percentage")
            return steps;

        double low = Limit("min", 0), high = Limit("max", 100);
        return [.. steps.Select(s => s with { Value = low + (high - low) * s.Value / 100 })];

        double Limit(string name, double otherwise) => settings.TryGetValue(name, out JsonElement limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetDouble() : otherwise;
    }
}
