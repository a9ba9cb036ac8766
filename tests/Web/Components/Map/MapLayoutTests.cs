using Mem0Observability.Model;
using Mem0Observability.Web.Map;

namespace Mem0Observability.Tests.Web.Components.Map;

public sealed class MapLayoutTests
{
    [Fact]
    public void Who_calls_stands_left_of_who_is_called() =>
        Columns(Edge("ui", "api"), Edge("api", "db"), Edge("ui", "db"), Edge("api", "llm")).Should().Equal("ui", "api", "db+llm");

    [Fact]
    public void A_circle_is_cut_where_it_leads_back() => Columns(Edge("a", "b"), Edge("b", "c"), Edge("c", "a"), Edge("start", "b")).Should().HaveCount(4).And.StartWith("start");

    [Fact]
    public void A_service_that_calls_itself_is_one_service() => Columns(Edge("a", "a")).Should().Equal("a");

    [Fact]
    public void Lines_that_would_cross_are_put_in_order() =>
        Columns(Edge("root", "a"), Edge("root", "b"), Edge("a", "z"), Edge("b", "y")).Should().Equal("root", "a+b", "z+y");

    [Fact]
    public void No_two_services_lie_on_each_other_and_all_lie_in_the_picture()
    {
        ServiceEdge[] edges = [.. Enumerable.Range(0, 40).Select(i => Edge($"s{i % 7}", $"s{(i * 3) % 11}"))];
        MapDrawing drawing = MapLayout.Of(edges);
        drawing.Nodes.Select(n => (n.X, n.Y)).Should().OnlyHaveUniqueItems();
        drawing.Nodes.Should().OnlyContain(n => n.X >= 0 && n.Y >= 0 && n.X + MapLayout.NodeWidth <= drawing.Width && n.Y + MapLayout.NodeHeight <= drawing.Height);
        drawing.Edges.Should().HaveCount(edges.Length);
    }

    [Fact]
    public void A_service_has_the_sum_of_the_calls_to_it_and_the_slowest_p95()
    {
        MapNode db = MapLayout.Of([new("a", "db", 10, 1, TimeSpan.FromSeconds(1), "database"), new("b", "db", 5, null, TimeSpan.FromSeconds(3), "database")]).Nodes.Single(n => n.Name == "db");
        (db.Calls, db.Errors, db.P95, db.IsDatabase).Should().Be((15L, (long?)1, (TimeSpan?)TimeSpan.FromSeconds(3), true));
    }

    [Fact]
    public void Errors_that_nobody_counts_are_unknown_not_none() => MapLayout.Of([new("a", "b", 10, null, null, "")]).Nodes.Single(n => n.Name == "b").Errors.Should().BeNull();

    [Fact]
    public void Calls_of_two_kinds_between_the_same_services_are_one_line()
    {
        MapEdge line = MapLayout.Of([new("a", "b", 10, null, null, ""), new("a", "b", 5, 2, TimeSpan.FromSeconds(1), "virtual_node")]).Edges.Should().ContainSingle().Subject;
        (line.Edge.Calls, line.Edge.Errors, line.Edge.P95).Should().Be((15L, (long?)2, (TimeSpan?)TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(10_000, 1, "<0.1 %")]
    [InlineData(1000, 25, "2.5 %")]
    [InlineData(10, 0, "0 %")]
    public void Few_errors_are_not_shown_as_none(long calls, long errors, string text) => MapText.Percent(calls, errors).Should().Be(text);

    [Fact]
    public void More_calls_have_a_wider_line()
    {
        MapDrawing drawing = MapLayout.Of([Edge("a", "b", 1), Edge("a", "c", 100)]);
        drawing.Edges[1].Width.Should().BeGreaterThan(drawing.Edges[0].Width);
    }

    [Fact]
    public void Nothing_is_an_empty_picture() => MapLayout.Of([]).Nodes.Should().BeEmpty();

    private static IEnumerable<string> Columns(params ServiceEdge[] edges) => MapLayers.Of(edges).Select(l => string.Join('+', l));

    private static ServiceEdge Edge(string client, string server, long calls = 1) => new(client, server, calls, 0, null, "");
}
