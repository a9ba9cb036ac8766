using Mem0Observability.Web.Alerts;

namespace Mem0Observability.Tests.Web.Components.Alerts;

public sealed class RuleConditionTests
{
    [Theory]
    [InlineData("up == 0", "up", "==", 0)]
    [InlineData("sum by (service) (changes(x{a=\"b > 1\"}[1h])) >= 3", "sum by (service) (changes(x{a=\"b > 1\"}[1h]))", ">=", 3)]
    [InlineData("max(x) > 1e7", "max(x)", ">", 1e7)]
    [InlineData("a:b_and_c / d < 0.5", "a:b_and_c / d", "<", 0.5)]
    public void A_comparison_with_a_number_gives_value_and_threshold(string promQL, string value, string comparison, double threshold) =>
        RuleCondition.Parse(promQL).Should().Be(new RuleCondition(value, threshold, comparison));

    [Theory]
    [InlineData("a > 1 and on (service) b > 2")]
    [InlineData("absent(up)")]
    [InlineData("a > b")]
    [InlineData("label_replace(x > 900, \"a\", \"$1\", \"b\", \"(.+)\")")]
    [InlineData("a > 1 unless b")]
    [InlineData("a > \"")]
    public void Anything_else_is_drawn_as_it_is(string promQL) => RuleCondition.Parse(promQL).Should().Be(new RuleCondition(promQL, null, ""));
}
