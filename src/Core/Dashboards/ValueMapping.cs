using System.Globalization;
using System.Text.Json;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Shows words instead of certain values.</summary>
/// <param name="Kind"><c>value</c>, <c>range</c>, <c>special</c>, or another that is not known here.</param>
/// <param name="Subject">The value, or the name of the special ones; empty for a range.</param>
/// <param name="From">Of a range; null for no limit.</param>
/// <param name="To">Likewise, included.</param>
/// <param name="Text">Null where only the colour is another.</param>
internal sealed record ValueMapping(string Kind, string Subject, double? From, double? To, string? Text, string? Colour)
{
    public static bool IsKindKnown(string kind) => kind is "value" or "range" or "special";

    public static IReadOnlyList<ValueMapping> Read(IReadOnlyDictionary<string, JsonElement> settings) =>
        settings.TryGetValue("mappings", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().SelectMany(Of)] : [];

    public bool Means(double value) => Kind switch
    {
        "value" => Subject == value.ToString("R", CultureInfo.InvariantCulture),
        "range" => value >= (From ?? double.NegativeInfinity) && value <= (To ?? double.PositiveInfinity),
        "special" => Subject is "nan" or "null+nan" && double.IsNaN(value),
        _ => false,
    };

    private static IEnumerable<ValueMapping> Of(JsonElement mapping)
    {
        string kind = mapping.Text("type");
        JsonElement options = mapping.GetProperty("options");
        if (kind == "value")
            return options.EnumerateObject().Select(o => With(kind, o.Name, o.Value, null, null));
        return [With(kind, options.TextOrNull("match") ?? "", options.Member("result") ?? default, options.Member("from")?.GetDouble(), options.Member("to")?.GetDouble())];
    }

    private static ValueMapping With(string kind, string subject, JsonElement result, double? from, double? to) =>
        new(kind, subject, from, to, result.TextOrNull("text"), result.TextOrNull("color"));
}
