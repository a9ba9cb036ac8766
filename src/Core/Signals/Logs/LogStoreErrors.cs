namespace Mem0Observability.Signals.Logs;

/// <summary>What both log stores call their failures.</summary>
internal static class LogStoreErrors
{
    public static readonly ApiErrorIds Ids = new("LogStoreUnreachable", "LogQueryTimeout", "LogQueryFailed");

    /// <summary>As long as nobody minds waiting for at a prompt.</summary>
    public static readonly TimeSpan QueryLimit = TimeSpan.FromSeconds(30);
}
