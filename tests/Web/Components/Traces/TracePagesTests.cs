using AngleSharp.Dom;
using Bunit;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Web.Map;
using Mem0Observability.Web.Traces;
using Microsoft.AspNetCore.Components.Web;
using static Mem0Observability.Tests.Web.Components.Traces.Spans;

namespace Mem0Observability.Tests.Web.Components.Traces;

public sealed class TracePagesTests : IDisposable
{
    private static readonly string s_other = new('b', 32);

    private readonly SearchContext _context = new();

    public TracePagesTests() => _context.Traces.Kept.Add(Trace(
        Span("a", null, 0, 10, name: "POST /memories"),
        Span("b", "a", 1, 9, "openai", "chat"),
        Span("c", "b", 2, 3, "postgres", "insert", "deadlock")));

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Found_traces_lead_to_their_pages_and_two_can_be_compared()
    {
        _context.Traces.Kept.Add(Trace(Span("x", null, 0, 20, traceId: s_other)));
        var results = _context.Render<TraceResults>(p => p.Add(r => r.PageTime, SearchContext.Hour));
        results.WaitForElement("table.traces a").GetAttribute("href").Should().Be($"traces/{TraceId}");
        results.FindAll("[data-testid=compare]").Should().BeEmpty();
        results.FindAll("table.traces input")[0].Change(true);
        results.FindAll("table.traces input")[1].Change(true);
        results.Find("[data-testid=compare]").GetAttribute("href").Should().Be($"traces/compare?a={TraceId}&b={s_other}");
    }

    [Fact]
    public void The_waterfall_has_each_span_below_its_parent_with_its_error_in_words()
    {
        var detail = Detail();
        Names(detail).Should().Equal("mem0 POST /memories", "openai chat", "postgres insert ✕ error");
        Rows(detail).Select(r => r.GetAttribute("aria-level")).Should().Equal("1", "2", "3");
    }

    [Fact]
    public void Arrows_move_and_Enter_opens_the_details_of_that_span()
    {
        var detail = Detail();
        Press(detail, "ArrowDown", "ArrowDown", "Enter");
        Rows(detail).Select(r => r.GetAttribute("aria-selected")).Should().Equal("false", "false", "true");
        detail.Find("[data-testid=span-find]").GetAttribute("aria-activedescendant").Should().Be(Rows(detail)[2].Id);
        detail.Find("[data-testid=span-detail]").TextContent.Should().Contain("deadlock").And.Contain("http.route").And.Contain("service.version");
        Press(detail, "Escape");
        detail.FindAll("[data-testid=span-detail]").Should().BeEmpty();
    }

    [Fact]
    public void Left_folds_and_goes_up_and_right_unfolds()
    {
        var detail = Detail();
        Press(detail, "ArrowDown", "ArrowLeft");
        Names(detail).Should().Equal("mem0 POST /memories", "openai chat +1");
        Press(detail, "ArrowRight");
        Rows(detail).Should().HaveCount(3);
        Press(detail, "ArrowDown", "ArrowLeft");
        Rows(detail)[1].GetAttribute("aria-selected").Should().Be("true");
    }

    [Fact]
    public void A_word_that_is_looked_for_is_found_also_where_it_was_folded_away()
    {
        var detail = Detail();
        Press(detail, "ArrowLeft");
        Rows(detail).Should().ContainSingle();
        detail.Find("[data-testid=span-find]").Input("DEADLOCK");
        detail.WaitForAssertion(() => Rows(detail)[2].GetAttribute("aria-selected").Should().Be("true"));
        detail.Markup.Should().Contain("1 found");
    }

    [Fact]
    public void Log_records_are_marks_on_their_span_and_rows_when_wanted()
    {
        _context.Logs.Answer = _ => new LogPage([Log("boom", 2.5, "c")], null);
        var detail = Detail();
        detail.WaitForAssertion(() => detail.FindAll(".log-mark").Should().ContainSingle());
        detail.FindAll(".waterfall input[type=checkbox]")[1].Change(true);
        Names(detail).Should().HaveCount(4).And.HaveElementAt(3, "Error boom");
    }

    [Fact]
    public void Without_the_log_store_the_waterfall_is_there_and_the_page_says_what_is_missing()
    {
        _context.Logs.Fault = SearchContext.Unreachable("The log store");
        var detail = Detail();
        detail.WaitForAssertion(() => detail.Find(".notice.failed").TextContent.Should().Contain("Without its log records").And.Contain("The log store"));
        Rows(detail).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("cccccccccccccccccccccccccccccccc", "There is no trace")]
    [InlineData("nonsense", "is no trace id")]
    public void A_trace_that_is_not_there_is_told(string id, string message)
    {
        var detail = _context.Render<TraceDetail>(p => p.Add(d => d.Id, id));
        detail.WaitForAssertion(() => detail.Find(".notice.failed").TextContent.Should().Contain(message));
    }

    [Fact]
    public void Of_ten_thousand_spans_only_those_in_view_are_drawn()
    {
        _context.Traces.Kept[0] = Long(10_000);
        var detail = Detail();
        Rows(detail).Should().HaveCountLessThan(100);
        detail.FindAll(".minimap rect").Should().HaveCountLessThan(60);
        detail.Find("[data-testid=trace-facts]").TextContent.Should().Contain("10001");
    }

    [Fact]
    public void The_critical_path_is_a_table_and_a_line_below_the_bars()
    {
        var detail = Detail();
        detail.Find("[data-testid=critical-path]").TextContent.Should().Contain("openai").And.Contain("70 %");
        detail.FindAll(".span-bar .critical").Should().NotBeEmpty();
        detail.FindAll(".waterfall input[type=checkbox]")[0].Change(false);
        detail.FindAll(".span-bar .critical").Should().BeEmpty();
    }

    [Fact]
    public void A_comparison_says_what_only_one_has()
    {
        _context.Traces.Kept.Add(Trace(Span("x", null, 0, 20, name: "POST /memories", traceId: s_other), Span("y", "x", 0, 4, "cache", "get", traceId: s_other)));
        var table = _context.Render<CompareTable>(p => p.Add(t => t.A, TraceId).Add(t => t.B, s_other));
        table.WaitForAssertion(() => table.FindAll("[data-testid=compare] tbody tr").Should().HaveCount(4));
        string[] rows = [.. table.FindAll("[data-testid=compare] tbody tr").Select(Words)];
        rows[0].Should().StartWith("mem0 POST /memories 10 ms 20 ms +10 ms");
        rows[1].Should().StartWith("openai chat only in the first 8 ms");
        rows[3].Should().StartWith("cache get only in the second 4 ms");
    }

    [Fact]
    public void The_map_draws_each_service_with_ways_on_and_says_the_same_in_a_table()
    {
        _context.Traces.Edges = [new("mem0", "postgres", 3600, 36, TimeSpan.FromMilliseconds(31), "database")];
        var map = _context.Render<ServiceMapPart>(p => p.Add(m => m.PageTime, SearchContext.Hour));
        map.WaitForAssertion(() => map.FindAll(".map-node").Should().HaveCount(2));
        map.FindAll(".map-node a").Select(a => a.GetAttribute("href")).Should().Contain(["traces?service=postgres", "logs?service=postgres", "dashboards/database", "dashboards/performance?var-service=mem0"]);
        Words(map.Find("[data-testid=map-calls] tbody tr")).Should().Be("mem0 postgres database 3600 1/s ✕ 36 (1 %) 31 ms");
        map.Find(".map-line.failing").Should().NotBeNull();
    }

    [Fact]
    public void A_trace_store_that_is_down_is_told_on_the_map()
    {
        _context.Traces.Fault = SearchContext.Unreachable("The trace store");
        var map = _context.Render<ServiceMapPart>(p => p.Add(m => m.PageTime, SearchContext.Hour));
        map.WaitForAssertion(() => map.Find(".notice.failed").TextContent.Should().Contain("The trace store cannot be reached"));
    }

    private IRenderedComponent<TraceDetail> Detail()
    {
        var detail = _context.Render<TraceDetail>(p => p.Add(d => d.Id, TraceId));
        detail.WaitForElement(".span-row");
        return detail;
    }

    private static void Press(IRenderedComponent<TraceDetail> detail, params string[] keys)
    {
        foreach (string key in keys)
            detail.Find("[data-testid=span-find]").KeyDown(new KeyboardEventArgs { Key = key });
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<TraceDetail> detail) => detail.FindAll("[role=treeitem]");

    private static IEnumerable<string> Names(IRenderedComponent<TraceDetail> detail) =>
        Rows(detail).Select(r => Words(r.QuerySelector(".span-label")!).Replace("■ ", "", StringComparison.Ordinal).Replace("▾ ", "", StringComparison.Ordinal).Replace("▸ ", "", StringComparison.Ordinal));

    private static string Words(IElement element) => string.Join(' ', string.Join(' ', element.GetDescendants().OfType<IText>().Select(t => t.Text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
