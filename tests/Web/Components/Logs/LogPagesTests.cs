using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Tests.Web.Components.Traces;
using Mem0Observability.Web.Logs;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Logs;

public sealed class LogPagesTests : IDisposable
{
    private readonly SearchContext _context = new();

    public void Dispose() => _context.Dispose();

    [Fact]
    public void A_fault_of_the_query_is_shown_at_its_place()
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("logs?q=timeout%20(a");
        string fault = _context.Render<LogsPage>().Find("[data-testid=log-fault]").TextContent;
        fault.Should().Contain("This ( is not closed").And.Contain("^ character 9");
        _context.Logs.Searches.Should().BeEmpty();
    }

    [Fact]
    public void The_address_says_what_is_searched_for()
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"logs?q=timeout&service=mem0,openmemory&level=Error,bogus&trace={Spans.TraceId}");
        var page = _context.Render<LogsPage>(p => p.AddCascadingValue(SearchContext.Hour));
        page.WaitForAssertion(() => _context.Logs.Searches.Should().ContainSingle());
        LogSearch search = _context.Logs.Searches[0];
        search.Query.Should().Be(new LogQuery.Text("timeout"));
        search.Services.Should().Equal("mem0", "openmemory");
        search.Levels.Should().Equal("Error");
        search.TraceId.Should().Be(Spans.TraceId);
        (search.Start, search.End).Should().Be((SearchContext.Hour.Start, SearchContext.Hour.End));
    }

    [Fact]
    public void A_record_opens_to_the_whole_of_it_with_ways_on()
    {
        _context.Logs.Answer = _ => new LogPage([Spans.Log("boom", 5) with { RequestId = "r 1" }], null);
        var results = Results();
        results.WaitForElement(".log-line").Click();
        results.Find(".log-whole pre").TextContent.Should().Contain("\"message\": \"boom\"");
        results.FindAll(".log-links a").Select(a => a.GetAttribute("href")).Should()
            .Contain([$"traces/{Spans.TraceId}", "request/r%201"]).And.Contain(href => href!.StartsWith("logs?service=mem0&from=", StringComparison.Ordinal) && href.EndsWith("&at=boom", StringComparison.Ordinal));
    }

    [Fact]
    public void Older_adds_the_next_page_and_a_refresh_does_not_take_it_away()
    {
        _context.Logs.Answer = s => s.Cursor is null ? new LogPage([Spans.Log("new", 5)], "c1") : new LogPage([Spans.Log("old", 1)], null);
        var results = _context.Render<CascadingValue<PageTime>>(p => p.Add(c => c.Value, SearchContext.Hour).AddChildContent<LogResults>());
        results.WaitForElement("[data-testid=log-older]").Click();
        results.WaitForAssertion(() => results.FindAll(".log").Should().HaveCount(2));
        _context.Logs.Searches[^1].Cursor.Should().Be("c1");
        int searches = _context.Logs.Searches.Count;
        results.Render(p => p.Add(c => c.Value, SearchContext.Hour with { End = SearchContext.Hour.End.AddSeconds(30) }).AddChildContent<LogResults>());
        results.FindAll(".log").Should().HaveCount(2);
        _context.Logs.Searches.Should().HaveCount(searches);
    }

    [Fact]
    public void Values_lead_to_the_same_search_with_and_without_them()
    {
        LogEntry entry = Spans.Log("boom", 5) with { Attributes = new Dictionary<string, object?> { ["logger"] = "uvicorn" } };
        _context.Logs.Answer = _ => new LogPage([entry, entry with { Id = "2" }], null);
        var results = Results(new LogAsk("boom"));
        string[] links = [.. results.WaitForElement(".facets").QuerySelectorAll("a").Select(a => Uri.UnescapeDataString(a.GetAttribute("href")!))];
        links.Should().Contain(l => l.EndsWith("q=boom AND logger:uvicorn", StringComparison.Ordinal)).And.Contain(l => l.EndsWith("q=boom AND NOT logger:uvicorn", StringComparison.Ordinal));
        links.Should().Contain(l => l.Contains("service=mem0", StringComparison.Ordinal)).And.Contain(l => l.EndsWith("level=Trace,Debug,Information,Warning,Fatal", StringComparison.Ordinal));
    }

    [Fact]
    public void A_store_that_is_down_says_so_in_its_part_alone()
    {
        _context.Logs.Fault = SearchContext.Unreachable("The observer");
        var page = _context.Render<LogsPage>(p => p.AddCascadingValue(SearchContext.Hour));
        page.WaitForAssertion(() => page.FindAll(".notice.failed").Should().ContainSingle().Which.TextContent.Should().Contain("The observer cannot be reached"));
        page.Find("[data-testid=log-histogram] .notice.empty").TextContent.Should().Contain("Nothing to count");
        page.Find("[data-testid=log-filters] input[type=search]").Should().NotBeNull();
    }

    [Fact]
    public void The_tail_shows_each_record_once_the_newest_first_and_holds_back_while_it_is_paused()
    {
        List<LogEntry> arrived = [Now("second", 2), Now("first", 1)];
        _context.Logs.Answer = _ => new LogPage([.. arrived], null);
        var tail = _context.Render<LogTail>();
        tail.WaitForAssertion(() => Lines(tail).Should().Equal("second", "first"));
        tail.Find("[data-testid=tail-lines]").GetAttribute("aria-live").Should().Be("off");

        tail.Find("button.primary").Click();
        arrived.Insert(0, Now("third", 3));
        tail.WaitForAssertion(() => tail.Markup.Should().Contain("1 waiting"), TimeSpan.FromSeconds(30));
        Lines(tail).Should().HaveCount(2);
        tail.Find("button.primary").Click();
        Lines(tail).Should().Equal("third", "second", "first");
    }

    [Fact]
    public void A_tail_that_breaks_says_so_and_goes_on_when_asked()
    {
        _context.Logs.Fault = SearchContext.Unreachable("The observer");
        var tail = _context.Render<LogTail>();
        tail.WaitForAssertion(() => tail.Find(".notice.failed").TextContent.Should().Contain("cannot be reached"));
        _context.Logs.Fault = null;
        _context.Logs.Answer = _ => new LogPage([Now("first", 1)], null);
        tail.Find(".notice.failed button").Click();
        tail.WaitForAssertion(() => Lines(tail).Should().Equal("first"));
    }

    /// <summary>What is older than the tail comes again with each question, which no store does.</summary>
    private static LogEntry Now(string message, double order) => Spans.Log(message, order) with { Timestamp = DateTimeOffset.UtcNow.AddMinutes(1) };

    private static IEnumerable<string> Lines(IRenderedComponent<LogTail> tail) => tail.FindAll(".log-message").Select(m => m.TextContent);

    private IRenderedComponent<LogResults> Results(LogAsk? ask = null) =>
        _context.Render<LogResults>(p => p.Add(r => r.Ask, ask ?? new LogAsk()).Add(r => r.PageTime, SearchContext.Hour));
}
