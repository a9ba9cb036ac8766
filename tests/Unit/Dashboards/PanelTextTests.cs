using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>Queries become what Grafana would send.</summary>
public sealed class PanelTextTests
{
    private static readonly Dictionary<string, VariableValue> s_values = new()
    {
        ["one"] = new(["/memories/{id}"]),
        ["many"] = new(["mem0", "a.b"], IsMany: true),
        ["single"] = new(["a.b"], IsMany: true),
        ["all"] = new([], IsMany: true, Raw: ".*"),
        ["quote"] = new(["say \"no\""]),
        ["none"] = new([], IsMany: true),
    };

    [Theory]
    [InlineData("""a{b="$one"}""", """a{b="/memories/{id}"}""")]
    [InlineData("""a{b=~"$many"}""", """a{b=~"(mem0|a\\.b)"}""")]
    [InlineData("""a{b=~"$single"}""", """a{b=~"a\\.b"}""")]
    [InlineData("""a{b=~"$all"}""", """a{b=~".*"}""")]
    [InlineData("""a{b="$quote"}""", """a{b="say \"no\""}""")]
    [InlineData("""a{b=~"${many:pipe}"}""", """a{b=~"mem0|a.b"}""")]
    [InlineData("""a{b=~"${one:regex}"}""", """a{b=~"/memories/\\{id\\}"}""")]
    [InlineData("""a{b=~"$none"}""", """a{b=~"()"}""")]
    [InlineData("""label_replace(a, "x", "$1", "y", "(.+)$")""", """label_replace(a, "x", "$1", "y", "(.+)$")""")]
    public void A_variable_becomes_its_value(string text, string expected) => new PanelText(s_values).Expand(text).Should().Be(expected);

    [Theory]
    [InlineData("$unknown", "there is no variable 'unknown'")]
    [InlineData("${one:base64}", "the format 'base64' of a variable is not known here*")]
    public void What_cannot_be_expanded_is_said(string text, string message)
    {
        Action expand = () => new PanelText(s_values).Expand(text);
        expand.Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void The_intervals_are_those_of_the_panel() =>
        new PanelText(PanelText.Builtin(TimeSpan.FromHours(3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1)))
            .Expand("$__range $__range_s $__range_ms $__interval ${__interval_ms} $__rate_interval").Should().Be("10800s 10800 10800000 15s 15000 60s");

    [Theory]
    // About a point for every second of 640 pixels; never finer than a scrape.
    [InlineData(1, 12, null, null, 15, 60)]
    [InlineData(24, 12, null, null, 300, 315)]
    [InlineData(24, 24, null, null, 120, 135)]
    [InlineData(24, 12, null, 100, 900, 915)]
    [InlineData(1, 12, 60, null, 60, 240)]
    [InlineData(24 * 30, 12, null, null, 7200, 7215)]
    public void Steps_are_round_and_rates_span_four_scrapes(int hours, int columns, int? minStep, int? points, int step, int rate)
    {
        var panel = new DashboardPanel(1, "p", "timeseries", columns, minStep is { } s ? TimeSpan.FromSeconds(s) : null, points, []);
        TimeSpan seen = PanelStep.Of(panel, TimeSpan.FromHours(hours));
        seen.Should().Be(TimeSpan.FromSeconds(step));
        PanelStep.Rate(panel, seen).Should().Be(TimeSpan.FromSeconds(rate));
    }

    [Theory]
    [InlineData("now-90m", 90)]
    [InlineData("now-2d", 2880)]
    [InlineData("now-1w", 10080)]
    public void A_range_is_read(string from, int minutes) => GrafanaTime.Range(from).Should().Be(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("now/d")]
    [InlineData("2026-01-01")]
    [InlineData("now-1 year")]
    public void A_range_that_does_not_end_now_is_refused(string from)
    {
        Action read = () => GrafanaTime.Range(from);
        read.Should().Throw<FormatException>();
    }
}
