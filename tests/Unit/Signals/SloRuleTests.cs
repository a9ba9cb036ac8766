using System.Globalization;
using System.Text.RegularExpressions;
using Mem0Observability.Signals.Slo;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>What is asked for is what the shipped rules record and alert on.</summary>
public sealed partial class SloRuleTests
{
    [Fact]
    public void Every_series_that_is_asked_for_is_recorded()
    {
        string rules = Checkout.Read("monitoring/rules/slo.yml");
        foreach (SloObjective objective in SloObjective.All)
        {
            IEnumerable<string> asked = Series().Matches(objective.Total + objective.Bad + objective.Samples).Select(m => m.Value)
                .Append(objective.Series + ":objective")
                .Concat(new[] { "5m", "30m", "1h", "2h", "6h", "1d", "3d" }.Select(w => $"{objective.Series}_errors:ratio_rate{w}"));
            asked.Should().OnlyContain(s => Regex.IsMatch(rules, $"record: \"?{s}[\",\n]"));
        }
    }

    [Fact]
    public void The_thresholds_are_those_of_the_alerts()
    {
        string rules = Checkout.Read("monitoring/rules/slo_alerts.yml");
        foreach (BurnThreshold threshold in BurnThreshold.All)
        {
            string factor = threshold.Factor == 1 ? "" : threshold.Factor.ToString(CultureInfo.InvariantCulture) + " * ";
            foreach (string window in new[] { threshold.Long, threshold.Short })
                Regex.Count(rules, Regex.Escape($"_errors:ratio_rate{window} > {factor}(1 - ")).Should().Be(SloObjective.All.Count, $"{threshold} ({window})");
        }
    }

    [GeneratedRegex("service[a-z_]*:[a-z_]+:[a-z0-9]+")]
    private static partial Regex Series();
}
