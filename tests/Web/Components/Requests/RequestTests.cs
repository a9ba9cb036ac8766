using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Pages;
using Mem0Observability.Web.Requests;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Requests;

public sealed class RequestTests : StackPage
{
    private const string TraceId = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_trace_id_shows_spans_lines_and_what_was_around()
    {
        Traces.Trace = id => id == TraceId ? Sample() : null;
        Logs.Answer = s => new LogPage(s.TraceId == TraceId ? [FakeLogStore.Entry("searching", Now, "1") with { TraceId = TraceId, RequestId = "r-1" }] : [], null);

        var page = Render<RequestPage>(p => p.Add(r => r.Id, TraceId));

        page.WaitForAssertion(() => page.Find("[data-testid=request]").TextContent.Should().Contain("r-1").And.Contain("mem0"));
        page.FindAll("[data-testid=waterfall] tbody tr").Should().HaveCount(2);
        page.Find("[data-testid=request-logs]").TextContent.Should().Contain("searching");
        page.Find("[data-testid=request-metrics] a").GetAttribute("href").Should().StartWith("dashboards/overview?from=");
        page.Find("[data-testid=waterfall] a").GetAttribute("href").Should().Be("traces/" + TraceId);
    }

    [Fact]
    public void What_could_not_be_asked_is_said()
    {
        Traces.Fault = new StackException("TraceStoreUnreachable", StackErrorCategory.ResourceUnavailable, "The trace store cannot be reached.");
        Logs.Answer = _ => new LogPage([FakeLogStore.Entry("searching", Now, "1") with { TraceId = TraceId, RequestId = "r-1" }], null);

        var page = Render<RequestPage>(p => p.Add(r => r.Id, "r-1"));

        page.WaitForAssertion(() => page.Find("[data-testid=request] [role=status]").TextContent.Should().Contain("The trace store cannot be reached."));
    }

    [Fact]
    public void An_id_that_nothing_has_is_told_with_the_ways_that_were_tried()
    {
        var page = Render<RequestPage>(p => p.Add(r => r.Id, "nothing"));
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.Should().Contain("No log record and no span has the request id 'nothing'"));
    }

    [Fact]
    public void What_looks_like_a_trace_id_may_be_a_request_id()
    {
        Logs.Answer = s => new LogPage(s.RequestId == TraceId ? [FakeLogStore.Entry("by request", Now, "1") with { RequestId = TraceId }] : [], null);
        var page = Render<RequestPage>(p => p.Add(r => r.Id, TraceId));
        page.WaitForAssertion(() => page.Find("[data-testid=request-logs]").TextContent.Should().Contain("by request"));
    }

    [Fact]
    public void The_search_leads_to_the_page_of_the_id()
    {
        var search = Render<RequestSearch>();
        search.Find("input").Change(" a/b ");
        search.Find("form").Submit();
        Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/request/a%2Fb");
    }

    [Fact]
    public void Every_span_stands_below_its_parent_or_below_a_line_that_says_what_is_wrong_with_it()
    {
        TraceSpan root = Span("a", null, 0), child = Span("b", "a", 10), orphan = Span("c", "gone", 5), x = Span("x", "y", 1), y = Span("y", "x", 1);
        Trace trace = Sample() with { Spans = [root, child, orphan, x, y] };
        SpanBar.Of(trace, 10).Select(r => (r.Line.Span?.SpanId, r.Line.Depth)).Should().Equal(("a", 0), ("b", 1), (null, 0), ("c", 1), (null, 0), ("x", 1), ("y", 2));
        SpanBar.Of(trace, 1).Should().HaveCount(1);
        SpanBar.Of(trace, 10).Where(r => r.Line.Span is not null).Should().OnlyContain(r => r.Left >= 0 && r.Width > 0 && r.Left + r.Width <= 100.001);
    }

    private Trace Sample() => new(TraceId, Now, TimeSpan.FromMilliseconds(20), "mem0", "POST /search", 0, ["mem0"], [Span("a", null, 0), Span("b", "a", 10)]);

    private TraceSpan Span(string id, string? parent, int milliseconds)
    {
        DateTimeOffset start = Now.AddMilliseconds(milliseconds);
        return new(
            TraceId, id, parent, "mem0", "op " + id, "Server", start, TimeSpan.FromMilliseconds(10), "Unset", "", new Dictionary<string, object?>(), [], [], new Dictionary<string, object?>(), "", (start - DateTimeOffset.UnixEpoch).Ticks * 100, 10_000_000);
    }
}
