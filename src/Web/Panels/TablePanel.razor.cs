using System.Globalization;
using Mem0Observability.Dashboards;
using Mem0Observability.Signals;

namespace Mem0Observability.Web.Panels;

/// <summary>The newest values as rows, with their labels as columns.</summary>
public partial class TablePanel
{
    private const int MaxRows = 200;

    private PanelData? _drawn;
    private PanelTable _table = PanelTable.Empty;
    private Dictionary<string, FieldLook> _looks = [];
    private string? _by;
    private bool _descending;

    protected override void OnParametersSet()
    {
        if (_drawn == Data)
            return;

        _drawn = Data;
        _table = TableTransformations.Apply(TableFrames.Of(Data.Series), Panel.Transformations);
        _looks = _table.Columns.DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => FieldLook.Of(Panel, c.Name, c.RefId));
        if (_by is null && Panel.Options.List("sortBy", s => s) is [var first, ..])
            (_by, _descending) = (first.Text("displayName"), PanelOptions.At(first, "desc") is { ValueKind: System.Text.Json.JsonValueKind.True });
        if (_by is not null)
            _table = TableTransformations.Sort(_table, _by, _descending);
    }

    private void SortBy(string column)
    {
        _descending = _by != column || !_descending;
        _by = column;
        _table = TableTransformations.Sort(_table, column, _descending);
    }

    private string Order(TableColumn column) => _by != column.Name ? "none" : _descending ? "descending" : "ascending";

    private static string? Number(TableColumn column) => column.IsNumber ? "number" : null;

    private string Cell(TableColumn column, object? value) => value switch
    {
        double number => ValueText.Of(_looks[column.Name], number),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // A text may have words of its own as well.
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && _looks[column.Name].Mappings.Any(m => m.Means(number)) => ValueText.Of(_looks[column.Name], number),
        null => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
