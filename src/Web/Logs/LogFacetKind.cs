namespace Mem0Observability.Web.Logs;

/// <summary>How a value is asked for.</summary>
public enum LogFacetKind
{
    Service,
    Level,
    Attribute,
}
