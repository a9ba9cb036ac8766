using Mem0Observability.Docker;

namespace Mem0Observability.Commands;

/// <summary>For a host that starts a process per command: most of a first command's time is compiling what talks to the engine,
/// so the host has it compiled on another core, by one harmless question, while PowerShell starts.</summary>
internal static class EngineWarmUp
{
    /// <summary>Fails like any command where no engine answers; the caller ignores that, the command will say it.</summary>
    public static async Task RunAsync()
    {
        using var engine = await EngineConnection.OpenAsync(CancellationToken.None);
        await engine.ListContainersAsync("io.mem0-observability.warm-up", CancellationToken.None);
    }
}
