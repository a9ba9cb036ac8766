using Mem0Observability.Model;
using Mem0Observability.Web.Logs;

namespace Mem0Observability.Tests.Web.Components.Logs;

public sealed class LogFacetsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);

    [Fact]
    public void Services_come_by_frequency_and_levels_by_severity()
    {
        IReadOnlyList<LogFacet> facets = LogFacets.Of([Entry("a", "Information"), Entry("b", "Error"), Entry("b", "Information"), Entry("", "")]);
        facets.Select(f => $"{f.Key}: {string.Join(", ", f.Values.Select(v => $"{v.Value} {v.Count}"))}").Should().Equal("Service: b 2, a 1", "Level: Error 1, Information 2");
    }

    [Fact]
    public void Attributes_that_differ_for_each_record_are_no_facets()
    {
        IReadOnlyList<LogFacet> facets = LogFacets.Of([.. Enumerable.Range(0, 10).Select(i => Entry("a", "Error", ("id", $"{i}"), ("code", 500L + (i % 2)), ("retry", i % 2 == 0)))]);
        facets.Where(f => f.Kind == LogFacetKind.Attribute).Select(f => f.Key).Should().Equal("code", "retry");
        facets.Single(f => f.Key == "retry").Values.Should().Equal(new LogFacetValue("false", 5), new LogFacetValue("true", 5));
    }

    [Theory]
    [InlineData(null, "code:500")]
    [InlineData("timeout", "timeout AND code:500")]
    [InlineData("code:500 x", "x AND code:500")]
    [InlineData("x NOT code:500", "x AND code:500")]
    [InlineData("a OR b", "(a OR b) AND code:500")]
    public void A_value_is_added_once_and_replaces_its_opposite(string? query, string expected) => LogQueryEdit.With(query, "code", "500").Should().Be(expected);

    [Theory]
    [InlineData(null, "NOT reason:\"no space\"")]
    [InlineData("reason:\"no space\" x", "x AND NOT reason:\"no space\"")]
    public void A_value_is_left_out_in_the_same_way(string? query, string expected) => LogQueryEdit.Without(query, "reason", "no space").Should().Be(expected);

    [Fact]
    public void The_histogram_puts_minutes_together_until_one_can_tell_bars_apart()
    {
        LogCount[] counts = [new(s_start, "Information", 3), new(s_start.AddMinutes(1), "Error", 1), new(s_start.AddMinutes(20), "Information", 4)];
        LogHistogram hour = LogHistogram.Of(counts, s_start, s_start.AddHours(1));
        hour.Step.Should().Be(TimeSpan.FromMinutes(1));
        LogHistogram day = LogHistogram.Of(counts, s_start, s_start.AddHours(24));
        day.Step.Should().Be(TimeSpan.FromMinutes(30));
        day.Total.Should().Be(8);
        day.Series.Select(s => s.Name).Should().Equal("Error", "Information");
        day.Series[1].Points.Where(p => p.Value > 0).Select(p => p.Value).Should().Equal(7);
        day.Series.Should().OnlyContain(s => s.Points.Count == day.Series[0].Points.Count);
    }

    [Fact]
    public void A_record_as_json_has_what_it_has_and_nothing_else()
    {
        string json = LogJson.Of(Entry("mem0", "", ("n", 1L), ("text", "a \"b\" ü")));
        json.Should().Contain("\"service\": \"mem0\"").And.Contain("ü").And.NotContain("traceId").And.NotContain("\"level\"");
    }

    private static LogEntry Entry(string service, string level, params (string Key, object? Value)[] attributes) =>
        new(s_start, service, level, "text", null, null, null, attributes.ToDictionary(a => a.Key, a => a.Value), Guid.NewGuid().ToString(), 0);
}
