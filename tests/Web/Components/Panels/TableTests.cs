using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class TableTests
{
    private static readonly FieldLook s_look = new(new Dictionary<string, JsonElement>());

    [Fact]
    public void A_query_alone_has_a_column_for_each_label_and_one_for_the_value()
    {
        PanelTable table = TableFrames.Of([Series("A", 1, ("a", "x")), Series("A", 2, ("b", "y"))]).Single();
        table.Columns.Select(c => c.Name).Should().Equal("Time", "a", "b", "Value");
        table.Rows[1].Skip(1).Should().Equal((object?[])[null, "y", 2.0]);
    }

    [Fact]
    public void Merging_makes_one_row_of_rows_with_equal_labels()
    {
        PanelTable table = Apply("""[{"id": "merge", "options": {}}]""", Series("A", 1, ("a", "x")), Series("A", 2, ("a", "y")), Series("B", 3, ("a", "y")), Series("B", 4, ("a", "z")));
        table.Columns.Select(c => c.Name).Should().Equal("Time", "a", "Value #A", "Value #B");
        table.Rows.Select(r => (r[1], r[2], r[3])).Should().Equal(("x", 1.0, null), ("y", 2.0, 3.0), ("z", null, 4.0));
    }

    [Fact]
    public void Organizing_leaves_out_orders_and_renames()
    {
        PanelTable table = Apply("""[{"id": "organize", "options": {"excludeByName": {"Time": true}, "indexByName": {"Value": 0, "a": 1}, "renameByName": {"Value": "P95"}}}]""", Series("A", 1, ("a", "x")));
        table.Columns.Select(c => c.Name).Should().Equal("P95", "a");
        table.Rows.Single().Should().Equal(1.0, "x");
    }

    [Fact]
    public void Rows_are_sorted_and_limited()
    {
        PanelTable table = Apply("""[{"id": "sortBy", "options": {"sort": [{"field": "Value", "desc": true}]}}, {"id": "limit", "options": {"limitField": 2}}]""", Series("A", 9, ("a", "x")), Series("A", 10, ("a", "y")), Series("A", 1, ("a", "z")));
        table.Rows.Select(r => r[2]).Should().Equal(10.0, 9.0);
    }

    [Fact]
    public void Without_a_merge_only_the_first_query_is_shown() => Apply("[]", Series("A", 1), Series("B", 2)).Rows.Should().ContainSingle();

    [Fact]
    public void Nothing_is_a_table_without_rows() => Apply("""[{"id": "merge"}]""").Rows.Should().BeEmpty();

    private static PanelTable Apply(string transformations, params PanelSeries[] series) => TableTransformations.Apply(
        TableFrames.Of(series),
        [.. JsonElement.Parse(transformations).EnumerateArray().Select(t => new PanelTransformation(t.GetProperty("id").GetString()!, t.TryGetProperty("options", out JsonElement o) ? o : t))]);

    private static PanelSeries Series(string refId, double value, params (string Name, string Value)[] labels) =>
        new(refId, "", "", labels.ToDictionary(l => l.Name, l => l.Value), [new ChartPoint(DateTimeOffset.UnixEpoch, value)], s_look);
}
