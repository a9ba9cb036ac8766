using System.Globalization;
using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Signals;

namespace Mem0Observability.Web.Panels;

/// <summary>Does with tables what Grafana's transformations of the same names do.</summary>
internal static class TableTransformations
{
    public static PanelTable Apply(IReadOnlyList<PanelTable> tables, IReadOnlyList<PanelTransformation> transformations)
    {
        foreach (PanelTransformation one in transformations)
        {
            tables = one.Id switch
            {
                "merge" => [tables.Aggregate(PanelTable.Empty, Merge)],
                "organize" => [.. tables.Select(t => Organize(t, one.Options))],
                "sortBy" => [.. tables.Select(t => one.Options.List("sort", s => s) is [var by, ..] ? Sort(t, by.Text("field"), by.Member("desc") is { ValueKind: JsonValueKind.True }) : t)],
                "limit" => [.. tables.Select(t => t with { Rows = [.. t.Rows.Take(one.Options.Member("limitField") is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : 10)] })],
                _ => tables,
            };
        }

        // Without one that joins them, only the first is shown, as in Grafana.
        return tables is [var first, ..] ? first : PanelTable.Empty;
    }

    public static PanelTable Sort(PanelTable table, string column, bool descending)
    {
        int index = table.IndexOf(column);
        if (index < 0)
            return table;
        var order = Comparer<object?>.Create((a, b) => (a, b) switch
        {
            (double x, double y) => x.CompareTo(y),
            (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
            _ => string.CompareOrdinal(Convert.ToString(a, CultureInfo.InvariantCulture), Convert.ToString(b, CultureInfo.InvariantCulture)),
        });
        return table with { Rows = [.. descending ? table.Rows.OrderByDescending(r => r[index], order) : table.Rows.OrderBy(r => r[index], order)] };
    }

    /// <summary>Rows that are equal in the columns which both have become one.</summary>
    private static PanelTable Merge(PanelTable left, PanelTable right)
    {
        if (left.Columns.Count == 0)
            return right;

        string[] common = [.. left.Columns.Select(c => c.Name).Intersect(right.Columns.Select(c => c.Name))];
        TableColumn[] added = [.. right.Columns.Where(c => !common.Contains(c.Name))];
        var rows = left.Rows.Select(r => r.Concat(new object?[added.Length]).ToList()).ToList();
        var known = rows.ToLookup(r => Key(left, r, common));
        foreach (var row in right.Rows)
        {
            // Values of the right, in the order of the added columns.
            object?[] values = [.. added.Select(c => row[right.IndexOf(c.Name)])];
            var matches = known[Key(right, row, common)].ToList();
            foreach (var match in matches)
                Put(match, left.Columns.Count, values);
            if (matches.Count == 0)
                rows.Add([.. left.Columns.Select(c => common.Contains(c.Name) ? row[right.IndexOf(c.Name)] : null), .. values]);
        }

        return new PanelTable([.. left.Columns, .. added], rows);
    }

    private static void Put(List<object?> row, int at, object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
            row[at + i] = values[i];
    }

    private static string Key(PanelTable table, IReadOnlyList<object?> row, string[] columns) =>
        string.Join('\n', columns.Select(c => Convert.ToString(row[table.IndexOf(c)], CultureInfo.InvariantCulture)));

    private static PanelTable Organize(PanelTable table, JsonElement options)
    {
        var kept = table.Columns.Select((c, i) => (Column: c, Index: i))
            .Where(c => options.Member("excludeByName")?.Member(c.Column.Name) is not { ValueKind: JsonValueKind.True })
            .OrderBy(c => options.Member("indexByName")?.Member(c.Column.Name)?.GetInt32() ?? int.MaxValue)
            .ToList();
        return new PanelTable(
            [.. kept.Select(c => options.Member("renameByName")?.TextOrNull(c.Column.Name) is { Length: > 0 } name ? c.Column with { Name = name } : c.Column)],
            [.. table.Rows.Select(r => (IReadOnlyList<object?>)[.. kept.Select(c => r[c.Index])])]);
    }
}
