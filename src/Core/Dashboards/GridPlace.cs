namespace Mem0Observability.Dashboards;

/// <summary>Where a panel is, in columns of 24 and rows of Grafana's grid.</summary>
internal readonly record struct GridPlace(int X, int Y, int Width, int Height)
{
    public const int Columns = 24;

    /// <summary>Of a file that says nothing.</summary>
    public static GridPlace Whole { get; } = new(0, 0, Columns, 8);
}
