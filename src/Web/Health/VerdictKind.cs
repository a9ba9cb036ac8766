namespace Mem0Observability.Web.Health;

/// <summary>The answer to "is mem0 healthy?". That nothing is known is an answer, and not a good one.</summary>
public enum VerdictKind
{
    Unknown,
    Healthy,
    Degraded,
    Down,
}
