using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Panels;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class DashboardPageTests : BoardPage
{
    private const string Up = """ "type": "stat", "title": "Up", "datasource": {"type": "prometheus"}, "targets": [{"refId": "A", "expr": "up", "instant": true}] """;

    private const string Service = """
        {"name": "service", "label": "Service", "type": "query", "query": {"query": "label_values(up, service)"}, "multi": true, "includeAll": true, "allValue": ".*", "current": {"value": ["$__all"]}}
        """;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void A_dashboard_has_its_title_and_its_panels()
    {
        var page = Show(Up);
        page.Find("h1").TextContent.Should().Be("Small");
        page.Find("h3").TextContent.Should().Be("Up");
        page.Find(".board-panel").ClassList.Should().Contain(["gx-0", "gy-0", "gw-12", "gh-8"]);
    }

    [Fact]
    public void A_dashboard_that_does_not_exist_is_said_to_be_unknown()
    {
        Show(Up);
        Render<DashboardPage>(p => p.Add(d => d.Name, "other")).Find(".failed").TextContent.Should().Contain("There is no dashboard named 'other'");
    }

    [Fact]
    public void One_panel_that_fails_leaves_the_others()
    {
        Metrics.Answer = q => q == "bad" ? throw new StackException("PromQLInvalid", StackErrorCategory.InvalidArgument, "No such function.") : [FakeMetricStore.Sample(7)];
        var page = ShowAll($$"""{"id": 1, {{Up}}}, {"id": 2, {{Up.Replace("\"up\"", "\"bad\"", StringComparison.Ordinal)}}}""");
        page.Find("[data-testid=panel-1]").TextContent.Should().Contain("7");
        page.Find("[data-testid=panel-2] .failed").TextContent.Should().Contain("No such function.");
    }

    [Fact]
    public void A_store_that_is_down_is_told_panel_by_panel()
    {
        Metrics.Fault = FakeMetricStore.Unreachable;
        var page = ShowAll($$"""{"id": 1, {{Up}}}, {"id": 2, {{Up}}}""", Service);
        page.FindAll(".board-panel[data-state=failed]").Should().HaveCount(2);
        page.Find(".board-variables .failed").TextContent.Should().Contain("Prometheus cannot be reached");
    }

    [Fact]
    public void Panels_with_the_same_query_ask_for_what_is_asked_already_only_once_each()
    {
        ShowAll($$"""{"id": 1, {{Up}}}, {"id": 2, {{Up}}}""");
        Metrics.Queries.Should().OnlyContain(q => q == "up");
    }

    [Fact]
    public void Rows_fold_and_ask_nothing_while_they_are_folded()
    {
        var page = ShowAll($$"""{"id": 9, "type": "row", "title": "Closed", "collapsed": true, "panels": [{"id": 1, {{Up}}}]}""");
        page.FindAll(".board-panel").Should().BeEmpty();
        Metrics.Queries.Should().BeEmpty();
        page.Find("button.fold").Click();
        page.FindAll(".board-panel").Should().ContainSingle();
        Metrics.Queries.Should().Equal("up");
        page.Find("button.fold").GetAttribute("aria-expanded").Should().Be("true");
    }

    [Fact]
    public void Variables_come_from_the_address()
    {
        Metrics.Series = _ => [new Dictionary<string, string> { ["service"] = "mem0" }, new Dictionary<string, string> { ["service"] = "openmemory" }];
        Navigation.NavigateTo("dashboards/small?var-service=mem0");
        ShowAll($$"""{"id": 1, {{Up.Replace("\"up\"", "\"up{service=~\\\"$service\\\"}\"", StringComparison.Ordinal)}}}""", Service);
        Metrics.Queries.Should().Equal("up{service=~\"mem0\"}");
    }

    [Fact]
    public void Choosing_values_puts_them_into_the_address()
    {
        Metrics.Series = _ => [new Dictionary<string, string> { ["service"] = "mem0" }, new Dictionary<string, string> { ["service"] = "openmemory" }];
        var page = ShowAll("", Service);
        page.Find("summary").TextContent.Should().Be("Service: All");
        page.FindAll("input[type=checkbox]")[1].Change(true);
        page.FindAll("input[type=checkbox]")[0].HasAttribute("checked").Should().BeFalse("all and one exclude each other");
        page.Find(".board-variables form").Submit();
        Navigation.Uri.Should().EndWith("var-service=mem0");
    }

    [Fact]
    public void One_of_a_list_is_chosen_with_a_select()
    {
        var page = ShowAll("", """{"name": "quantile", "label": "Quantile", "type": "custom", "query": "0.5, 0.95", "current": {"value": "0.95"}}""");
        page.Find("select option[selected]").TextContent.Should().Be("0.95");
        page.Find("select").Change("0.5");
        Navigation.Uri.Should().EndWith("var-quantile=0.5");
    }

    [Fact]
    public void The_list_leads_to_each_dashboard_with_its_own_time()
    {
        Show(Up);
        var list = Render<BoardList>();
        list.Find("a").GetAttribute("href").Should().Be("dashboards/small?from=now-6h");
        list.Markup.Should().Contain("1 panels");
    }

    [Fact]
    public void What_cannot_be_drawn_says_so_in_the_panel() =>
        Show(""" "type": "nodeGraph", "title": "Graph" """).Find(".board-panel .notice").TextContent.Should().Be("Cannot draw a panel of type 'nodeGraph'.");

    [Fact]
    public void A_query_of_an_unknown_source_says_so_in_the_panel() =>
        Show(Up.Replace("prometheus", "loki", StringComparison.Ordinal)).Find(".board-panel .notice").TextContent.Should().Be("Cannot ask a data source of type 'loki'.");

    [Fact]
    public void A_description_is_told_when_asked_for() =>
        Show(Up + """, "description": "How many." """).Find(".panel-info p").TextContent.Should().Be("How many.");
}
