namespace Mem0Observability.Web.Charts;

public enum ChartShape
{
    Lines,

    /// <summary>A line that keeps its value until the next point.</summary>
    Steps,

    Bars,
    Points,
}
