using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Dashboards;

/// <summary>Puts values in for <c>$name</c>, <c>${name}</c> and <c>${name:format}</c>, as Grafana does before it asks.</summary>
internal sealed partial class PanelText(IReadOnlyDictionary<string, VariableValue> values)
{
    /// <summary>Those that Grafana itself sets, for a panel over a range.</summary>
    public static Dictionary<string, VariableValue> Builtin(TimeSpan range, TimeSpan step, TimeSpan rate) => new()
    {
        ["__range"] = Of(GrafanaTime.Text(range)),
        ["__range_s"] = Of(Seconds(range, 1)),
        ["__range_ms"] = Of(Seconds(range, 1000)),
        ["__interval"] = Of(GrafanaTime.Text(step)),
        ["__interval_ms"] = Of(Seconds(step, 1000)),
        ["__rate_interval"] = Of(GrafanaTime.Text(rate)),
    };

    /// <exception cref="FormatException">A variable that nobody sets; Grafana would send it as it stands.</exception>
    public string Expand(string text) => Variable().Replace(text, match =>
    {
        string name = match.Groups["name"].Value;
        return values.TryGetValue(name, out VariableValue? value)
            ? value.Format(match.Groups["format"].Value)
            : throw new FormatException($"there is no variable '{name}'");
    });

    /// <summary>The names that a text uses.</summary>
    public static IEnumerable<string> Names(string text) => Variable().Matches(text).Select(m => m.Groups["name"].Value).Distinct();

    private static VariableValue Of(string text) => new([], Raw: text);

    private static string Seconds(TimeSpan span, int unit) => (span.TotalSeconds * unit).ToString("0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$\{(?<name>\w+)(?::(?<format>\w+))?\}|\$(?<name>[A-Za-z_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
