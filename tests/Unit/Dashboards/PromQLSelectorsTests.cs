using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>What a query reads, without parsing all of PromQL.</summary>
public sealed class PromQLSelectorsTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("sum by (service) (rate(http_total{status=~\"5..\", a='}'}[5m]))", "http_total{status=~\"5..\", a='}'}")]
    [InlineData("a / on (service, instance) group_left (x) b{c=\"d\"}", "a;b{c=\"d\"}")]
    [InlineData("histogram_quantile(0.95, sum without (pod) (increase(x_bucket[1h:15s] offset 5m))) >= 0", "x_bucket")]
    [InlineData("service:x:rate5m unless on () ALERTS{alertstate=\"firing\"} or vector(0)", "service:x:rate5m;ALERTS{alertstate=\"firing\"}")]
    [InlineData("label_replace(a, \"dst\", \"not_a_metric\", \"src\", \".*\")", "a")]
    [InlineData("1e3 * a > bool 5 and NaN", "a")]
    [InlineData("rate({__name__=~\"otelcol_x(_total)?\", job=\"c\"}[1m])", "{__name__=~\"otelcol_x(_total)?\", job=\"c\"}")]
    [InlineData("a + a", "a")]
    public void Its_selectors_are_found(string promQL, string expected) => string.Join(';', PromQLSelectors.Of(promQL).Select(s => s.Text)).Should().Be(expected);
}
