namespace Mem0Observability.Web.Charts;

public enum ChartLegend
{
    None,
    List,
    Table,
}
