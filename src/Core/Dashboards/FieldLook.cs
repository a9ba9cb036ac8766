using System.Text.Json;
using System.Text.RegularExpressions;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>How the values of one field look: the panel's settings, and what overrides say about this field.</summary>
internal sealed class FieldLook(IReadOnlyDictionary<string, JsonElement> settings)
{
    /// <summary>A pattern is somebody's; it must not be able to stop a page.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    public string Unit => Text("unit") ?? "";

    public int? Decimals => Number("decimals") is { } number ? (int)number : null;

    public double? Min => Number("min");

    public double? Max => Number("max");

    public string NoValue => Text("noValue") ?? "";

    /// <summary>Instead of the name that the field has.</summary>
    public string? DisplayName => Text("displayName");

    /// <summary>For example <c>thresholds</c>, <c>fixed</c> or <c>palette-classic</c>.</summary>
    public string ColourMode => Member("color", "mode") ?? "palette-classic";

    public string? FixedColour => Member("color", "fixedColor");

    public IReadOnlyList<FieldThreshold> Thresholds { get; } = FieldThreshold.Read(settings);

    public IReadOnlyList<ValueMapping> Mappings { get; } = ValueMapping.Read(settings);

    public string? Text(string id) => settings.TryGetValue(id, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public double? Number(string id) => settings.TryGetValue(id, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public bool IsTrue(string id) => settings.TryGetValue(id, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A text inside of a setting, such as <c>custom.stacking</c>'s <c>mode</c>.</summary>
    public string? Member(string id, string name) => settings.TryGetValue(id, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value.TextOrNull(name) : null;

    public static FieldLook Of(DashboardPanel panel) => new(panel.Fields);

    /// <param name="refId">Of the query that gave the field.</param>
    public static FieldLook Of(DashboardPanel panel, string name, string refId)
    {
        FieldOverride[] own = [.. panel.Overrides.Where(o => Means(o, name, refId))];
        if (own.Length == 0)
            return Of(panel);

        var settings = new Dictionary<string, JsonElement>(panel.Fields, StringComparer.Ordinal);
        foreach (var (id, value) in own.SelectMany(o => o.Properties))
            settings[id] = value;
        return new FieldLook(settings);
    }

    public static bool IsMatcherKnown(string matcher) => matcher is "byName" or "byRegexp" or "byFrameRefID";

    /// <summary>Whether the pattern can be read; another finds nothing.</summary>
    public static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text.Trim('/'), RegexOptions.CultureInvariant, s_patience);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool Matches(string name, string pattern)
    {
        try
        {
            return IsPattern(pattern) && Regex.IsMatch(name, pattern.Trim('/'), RegexOptions.CultureInvariant, s_patience);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool Means(FieldOverride given, string name, string refId) => given.Matcher switch
    {
        "byName" => given.Subject == name,
        "byRegexp" => Matches(name, given.Subject),
        "byFrameRefID" => given.Subject == refId,
        _ => false,
    };
}
