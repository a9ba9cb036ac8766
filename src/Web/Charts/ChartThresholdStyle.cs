namespace Mem0Observability.Web.Charts;

public enum ChartThresholdStyle
{
    None,
    Line,
    Dashed,
    Area,
}
