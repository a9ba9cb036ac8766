using System.Text.RegularExpressions;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Finds the values that the variables of a dashboard have, by default or as chosen, in order: a later one may use an earlier one.</summary>
internal sealed partial class VariableOptions(IMetricStore store, DateTimeOffset start, DateTimeOffset end)
{
    public async Task<Dictionary<string, VariableValue>> ResolveAsync(Dashboard dashboard, CancellationToken cancellationToken)
    {
        var values = PanelText.Builtin(end - start, PanelStep.Scrape, 4 * PanelStep.Scrape);
        foreach (DashboardVariable variable in dashboard.Variables)
            values[variable.Name] = await ValueAsync(variable, new PanelText(values), cancellationToken);

        return values;
    }

    /// <param name="chosen">By name; a variable that is not in it has its default.</param>
    /// <returns>The values, and all options of each variable.</returns>
    public async Task<VariableChoices> ChooseAsync(Dashboard dashboard, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, CancellationToken cancellationToken)
    {
        var values = PanelText.Builtin(end - start, PanelStep.Scrape, 4 * PanelStep.Scrape);
        var choices = new List<VariableChoice>();
        foreach (DashboardVariable variable in dashboard.Variables)
        {
            DashboardVariable set = chosen.TryGetValue(variable.Name, out var own) && own.Count > 0 ? variable with { Current = own } : variable;
            var (options, problem) = await TryOptionsAsync(set, new PanelText(values), cancellationToken);
            VariableValue value = Value(set, options);
            values[variable.Name] = value;
            choices.Add(new VariableChoice(variable, options, set.IsAll ? [DashboardVariable.All] : value.Values) { Problem = problem });
        }

        return new VariableChoices(values, choices);
    }

    /// <summary>A store that does not answer takes the options away, and leaves what is chosen.</summary>
    private async Task<(IReadOnlyList<string> Options, string? Problem)> TryOptionsAsync(DashboardVariable variable, PanelText text, CancellationToken cancellationToken)
    {
        try
        {
            return (await OptionsAsync(variable, text.Expand(variable.Query), cancellationToken), null);
        }
        catch (Exception e) when (e is FormatException or StackException)
        {
            return ([], e.Message);
        }
    }

    private static VariableValue Value(DashboardVariable variable, IReadOnlyList<string> options)
    {
        if (variable is { IsAll: true, AllText: { } all })
            return new VariableValue([], Raw: all);
        if (variable is { IsAll: false, Current.Count: > 0 })
            return new VariableValue(variable.Current, variable.IsMany);
        return new VariableValue(variable.IsAll ? options : [.. options.Take(1)], variable.IsMany);
    }

    private async Task<VariableValue> ValueAsync(DashboardVariable variable, PanelText text, CancellationToken cancellationToken)
    {
        // Only without a default must the store be asked.
        bool isSet = variable is { IsAll: true, AllText: not null } or { IsAll: false, Current.Count: > 0 };
        return Value(variable, isSet ? [] : await OptionsAsync(variable, text.Expand(variable.Query), cancellationToken));
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
