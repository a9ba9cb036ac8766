using System.Text.RegularExpressions;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Finds the values that the variables of a dashboard have by default, in order: a later one may use an earlier one.</summary>
internal sealed partial class VariableOptions(IMetricStore store, DateTimeOffset start, DateTimeOffset end)
{
    public async Task<Dictionary<string, VariableValue>> ResolveAsync(Dashboard dashboard, CancellationToken cancellationToken)
    {
        var values = PanelText.Builtin(end - start, PanelStep.Scrape, 4 * PanelStep.Scrape);
        foreach (DashboardVariable variable in dashboard.Variables)
            values[variable.Name] = await ValueAsync(variable, new PanelText(values), cancellationToken);

        return values;
    }

    private async Task<VariableValue> ValueAsync(DashboardVariable variable, PanelText text, CancellationToken cancellationToken)
    {
        if (variable is { IsAll: true, AllText: { } all })
            return new VariableValue([], Raw: all);

        if (variable is { IsAll: false, Current.Count: > 0 })
            return new VariableValue(variable.Current, variable.IsMany);

        IReadOnlyList<string> options = await OptionsAsync(variable, text.Expand(variable.Query), cancellationToken);
        return new VariableValue(variable.IsAll ? options : [.. options.Take(1)], variable.IsMany);
    }

    private async Task<IReadOnlyList<string>> OptionsAsync(DashboardVariable variable, string query, CancellationToken cancellationToken)
    {
        if (variable.Kind != "query")
            return query.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Match match = LabelValues().Match(query);
        if (!match.Success)
            throw new FormatException($"variable '{variable.Name}' asks '{query}'; only label_values(selector, label) and label_values(label) are known here");

        string label = match.Groups["label"].Value;
        string selector = match.Groups["selector"].Value is { Length: > 0 } given ? given : $"{{{label}!=\"\"}}";
        IReadOnlyList<IReadOnlyDictionary<string, string>> series = await store.SeriesAsync([selector], start, end, cancellationToken);
        return [.. series.Select(s => s.GetValueOrDefault(label, "")).Where(v => v.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"^\s*label_values\(\s*(?:(?<selector>.+),\s*)?(?<label>\w+)\s*\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelValues();
}
