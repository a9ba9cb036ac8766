namespace Mem0Observability.Web.Panels;

/// <summary>Makes tables of answers: a column for each label, and one for the value.</summary>
internal static class TableFrames
{
    public const string Time = "Time";

    /// <returns>One for each query.</returns>
    public static IReadOnlyList<PanelTable> Of(IReadOnlyList<PanelSeries> series)
    {
        var queries = series.GroupBy(s => s.RefId).ToList();
        return [.. queries.Select(q => Frame(q.Key, [.. q], alone: queries.Count == 1))];
    }

    private static PanelTable Frame(string refId, List<PanelSeries> series, bool alone)
    {
        string[] labels = [.. series.SelectMany(s => s.Labels.Keys).Distinct().Order(StringComparer.Ordinal)];
        bool named = series.Any(s => s.Metric.Length > 0);
        List<TableColumn> columns = [new(Time, "", IsNumber: false)];
        if (named)
            columns.Add(new TableColumn("__name__", "", IsNumber: false));
        columns.AddRange(labels.Select(l => new TableColumn(l, "", IsNumber: false)));
        // With one query there is nothing to tell apart.
        columns.Add(new TableColumn(alone ? "Value" : $"Value #{refId}", refId, IsNumber: true));
        return new PanelTable(columns, [.. series.Where(s => s.Points.Count > 0).Select(s => Row(s, labels, named))]);
    }

    private static List<object?> Row(PanelSeries series, string[] labels, bool named)
    {
        List<object?> row = [series.Points[^1].Time];
        if (named)
            row.Add(series.Metric);
        row.AddRange(labels.Select(l => (object?)series.Labels.GetValueOrDefault(l)));
        row.Add(series.Points[^1].Value);
        return row;
    }
}
