namespace Mem0Observability.Shell;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A command wrote an error, or a check failed.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>Stopped by Ctrl+C or SIGTERM, as shells count it.</summary>
    public const int Interrupted = 130;
}
