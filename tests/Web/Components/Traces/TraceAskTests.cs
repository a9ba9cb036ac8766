using Mem0Observability.Signals.Traces;
using Mem0Observability.Web.Traces;
using static Mem0Observability.Tests.Web.Components.Traces.Spans;

namespace Mem0Observability.Tests.Web.Components.Traces;

public sealed class TraceAskTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2min", 120_000)]
    [InlineData("2m", 120_000)]
    [InlineData("0.5 h", 1_800_000)]
    [InlineData("40", 40)]
    [InlineData("500us", 0.5)]
    public void Durations_are_read_as_people_write_them(string text, double milliseconds) =>
        TraceDuration.Read(text).Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("soon")]
    [InlineData("-5ms")]
    [InlineData("1e99s")]
    [InlineData("99999h")]
    [InlineData("ms")]
    public void What_is_no_duration_is_said(string text) => new TraceAsk(Min: text).Fault().Should().Contain($"'{text}'");

    [Fact]
    public void Attributes_are_pairs_and_quotes_keep_spaces() =>
        TraceAttributes.Read("http.route=/memories  user=\"a b\" q=x=y").Should().Equal(new Dictionary<string, string> { ["http.route"] = "/memories", ["user"] = "a b", ["q"] = "x=y" });

    [Theory]
    [InlineData("novalue")]
    [InlineData("=x")]
    [InlineData("key=")]
    public void What_is_no_pair_is_said(string text) => new TraceAsk(Attributes: text).Fault().Should().Contain("key=value");

    [Fact]
    public void A_least_above_the_most_is_said() => new TraceAsk(Min: "2s", Max: "1s").Fault().Should().Contain("at least");

    [Fact]
    public void Only_errors_is_an_attribute_of_the_search_and_an_unknown_limit_is_the_usual_one()
    {
        TraceSearch search = new TraceAsk(Service: " mem0 ", Min: "1s", Errors: true, Limit: 7).Between(Start, Start.AddHours(1));
        search.Service.Should().Be("mem0");
        search.MinDuration.Should().Be(TimeSpan.FromSeconds(1));
        search.Attributes.Should().Equal(new Dictionary<string, string> { ["error"] = "true" });
        search.Limit.Should().Be(50);
    }

    [Fact]
    public void A_trace_with_errors_has_a_mark_of_its_own_and_each_leads_to_its_page()
    {
        TraceFound found = TraceFound.Of([Trace(Span("a", null, 0, 10, error: "no")), Trace(Span("b", null, 0, 0, traceId: new string('b', 32)))]);
        found.Dots.Select(d => (d.Colour, d.Link, d.Value)).Should().Equal(("bad", $"traces/{TraceId}", 0.01), ("1", $"traces/{new string('b', 32)}", 0.000001));
        found.Dots[0].Text.Should().Be("mem0 a, 10 ms, 1 span, 1 error");
    }
}
