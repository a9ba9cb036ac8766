using System.Globalization;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>What a drill said.</summary>
internal sealed record DrillEvidence(string Name, string Severity, string Outcome, TimeSpan Received, string Reason)
{
    private static Task<IReadOnlyList<DrillEvidence>>? s_running;

    /// <summary>Takes minutes, in which steps that only read go on.</summary>
    public static void Begin(string names)
    {
        // It outlives the test that begins it, so it has nothing of its context.
        using (ExecutionContext.SuppressFlow())
            s_running = Task.Run(() => RunAsync(names));
    }

    public static Task<IReadOnlyList<DrillEvidence>> EndAsync() => s_running ?? throw new InvalidOperationException("The drills are begun by a step before.");

    public static async Task<IReadOnlyList<DrillEvidence>> RunAsync(string names)
    {
        var run = await ModuleShell.RunAsync(
            $"Invoke-Mem0AlertDrill {names} | ForEach-Object {{ \"drill|$($_.Name)|$($_.Severity)|$($_.Outcome)|$($_.TimeToReceived)|$($_.Reason)\" }}", TimeSpan.FromMinutes(17));
        return [.. run.Lines.Where(l => l.StartsWith("drill|", StringComparison.Ordinal)).Select(l => l.Split('|')).Select(p =>
            new DrillEvidence(p[1], p[2], p[3], TimeSpan.TryParse(p[4], CultureInfo.InvariantCulture, out var received) ? received : TimeSpan.MaxValue, p[5]))];
    }
}
