using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Tests.Unit.Signals.Silences;

public sealed class SilenceMatcherTests
{
    [Theory]
    [InlineData("service=\"mem0\"", "service", "=", "mem0")]
    [InlineData("service != \"mem0\"", "service", "!=", "mem0")]
    [InlineData(" service=~\"mem0|open.*\" ", "service", "=~", "mem0|open.*")]
    [InlineData("service!~\"a\"", "service", "!~", "a")]
    [InlineData("service=mem0", "service", "=", "mem0")]
    [InlineData("""x="a\"b\\c\nd" """, "x", "=", "a\"b\\c\nd")]
    [InlineData("x=\"\"", "x", "=", "")]
    [InlineData("x=\"a, b}\"", "x", "=", "a, b}")]
    public void A_matcher_is_read_and_written_so_that_it_reads_the_same(string text, string name, string op, string value)
    {
        var matcher = SilenceMatcher.Parse(text);
        matcher.Should().Be(new SilenceMatcher(name, op, value));
        SilenceMatcher.Parse(matcher.ToString()).Should().Be(matcher);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("mem0")]
    [InlineData("=\"mem0\"")]
    [InlineData("1x=\"a\"")]
    [InlineData("a-b=\"a\"")]
    [InlineData("service==\"mem0\"")]
    [InlineData("service=\"mem0")]
    [InlineData("service=mem0\"")]
    [InlineData("service=\"me\"m0\"")]
    [InlineData("service=\"a\\x\"")]
    [InlineData("a=\"b\",c=\"d\"")]
    [InlineData("a=")]
    [InlineData("service=~\"(\"")]
    [InlineData("service=~\"(?=a)\"")]
    [InlineData("service!~\"(a)\\\\1\"")]
    public void What_Alertmanager_would_not_take_is_refused_and_named(string text) =>
        Raised.By(() => SilenceMatcher.Parse(text), "SilenceMatcherInvalid", StackErrorCategory.InvalidArgument, text.Trim());

    [Theory]
    [InlineData("a=\"x\"", "x", true)]
    [InlineData("a=\"x\"", "xy", false)]
    [InlineData("a!=\"x\"", "y", true)]
    [InlineData("a!=\"x\"", null, true)]
    [InlineData("a=\"\"", null, true)]
    [InlineData("a=~\"x|y\"", "y", true)]
    [InlineData("a=~\"x|y\"", "xy", false)]
    [InlineData("a=~\"x\"", "x\n", false)]
    [InlineData("a!~\"x.*\"", "xyz", false)]
    [InlineData("a=~\".*\"", null, true)]
    [InlineData("a=~\".+\"", null, false)]
    public void A_matcher_covers_the_whole_value_and_an_absent_label_is_empty(string text, string? value, bool matches)
    {
        var labels = new Dictionary<string, string> { ["b"] = "x" };
        if (value is not null) labels["a"] = value;
        SilenceMatcher.Parse(text).Matches(labels).Should().Be(matches);
    }

    [Theory]
    [InlineData("Mem0ServiceDown", "alertname=\"Mem0ServiceDown\"")]
    [InlineData("Mem0*", "alertname=~\"Mem0.*\"")]
    [InlineData("A,B?", "alertname=~\"A|B.\"")]
    [InlineData("a.b,c", "alertname=~\"a\\\\.b|c\"")]
    [InlineData(",", null)]
    public void Names_become_one_matcher_and_empty_ones_none(string names, string? expected) =>
        SilenceMatcher.Of("alertname", names.Split(','))?.ToString().Should().Be(expected);
}
