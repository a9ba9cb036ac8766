namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Which signal an entry of the head holds.</summary>
internal static class HeadSignal
{
    public const long Spans = 0;

    public const long Logs = 1;
}
