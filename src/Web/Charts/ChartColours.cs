using System.Globalization;

namespace Mem0Observability.Web.Charts;

/// <summary>The names of colours. On pages a style sheet knows them (<c>c-1</c>); a picture that stands alone has them as they are.</summary>
internal static class ChartColours
{
    private const int Count = 8;

    private static readonly Dictionary<string, string> s_light = new(StringComparer.Ordinal)
    {
        ["1"] = "#1a5fb4",
        ["2"] = "#b35900",
        ["3"] = "#1b6e33",
        ["4"] = "#8b2fa8",
        ["5"] = "#b3261e",
        ["6"] = "#0b6b75",
        ["7"] = "#7a5c00",
        ["8"] = "#5b5f97",
        ["good"] = "#1b6e33",
        ["warn"] = "#8a5300",
        ["bad"] = "#b3261e",
        ["info"] = "#1a5fb4",
        ["soft"] = "#515a68",
    };

    /// <summary>The colour of the series at <paramref name="index"/>, in turn.</summary>
    public static string InTurn(int index) => (index % Count + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Series beyond the palette share a colour, and are told apart by their dashes.</summary>
    public static int Dashes(int index) => index / Count % 3;

    public static string Class(string? colour) => $"c-{(colour is not null && s_light.ContainsKey(colour) ? colour : "soft")}";

    public static string Light(string? colour) => s_light.GetValueOrDefault(colour ?? "", s_light["soft"]);

    /// <summary>What Grafana's names of colours are here, where only a few that can be read on both grounds are used.</summary>
    public static string OfGrafana(string colour)
    {
        string name = colour.ToLowerInvariant();
        return name switch
        {
            _ when name.EndsWith("green", StringComparison.Ordinal) => "good",
            _ when name.EndsWith("red", StringComparison.Ordinal) => "bad",
            _ when name.EndsWith("orange", StringComparison.Ordinal) || name.EndsWith("yellow", StringComparison.Ordinal) => "warn",
            _ when name.EndsWith("blue", StringComparison.Ordinal) => "info",
            _ when name.EndsWith("purple", StringComparison.Ordinal) => "4",
            _ => "soft",
        };
    }
}
