using System.Diagnostics;
using System.Globalization;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The time in which a healthy stack with traffic must fire nothing: from the start of the demo, at least 5 minutes.</summary>
internal static class QuietWindow
{
    private const string Nothing = "alertname!~\"Watchdog|Mem0TestAlert\",service!~\"drill-.+\"";

    private static readonly string[] s_aboutSlowness = ["Mem0SlowRequests", "Mem0VectorStoreSlow", "Mem0LatencyBudgetBurn"];

    private static readonly Stopwatch s_since = new();

    /// <summary>MEM0OBS_QUIET_MINUTES=15 is what is promised; 5 is what each change has to pass.</summary>
    private static TimeSpan Length => TimeSpan.FromMinutes(
        double.TryParse(Environment.GetEnvironmentVariable("MEM0OBS_QUIET_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? Math.Max(5, minutes) : 5);

    public static void Begin() => s_since.Restart();

    /// <summary>What is left of it after the steps that went by meanwhile.</summary>
    public static Task PassAsync()
    {
        s_since.IsRunning.Should().BeTrue("the demo was started by a step before");
        return s_since.Elapsed >= Length ? Task.CompletedTask : Task.Delay(Length - s_since.Elapsed, TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever fired in it for as little as one evaluation, or was notified: the current state would forget it.</summary>
    public static async Task<IReadOnlyList<string>> FiredAsync()
    {
        var seconds = (int)s_since.Elapsed.TotalSeconds;
        var run = await ModuleShell.RunAsync($$"""
            Get-Mem0Metric 'max by (alertname, service) (max_over_time(ALERTS{alertstate="firing",{{Nothing}}}[{{seconds}}s]))' | ForEach-Object { "fired $($_.Labels['alertname']) $($_.Labels['service'])" }
            Get-Mem0Alert -History -Since ([DateTimeOffset]::UtcNow.AddSeconds(-{{seconds}})) | Where-Object { -not $_.Drill } | ForEach-Object { "notified $($_.Name) $($_.Service)" }
            Get-Mem0Metric 'max_over_time(ALERTS{alertname="HostCpuSaturated"}[{{seconds}}s])' | ForEach-Object { 'saturated' }
            Get-Mem0Alert Watchdog -State firing | ForEach-Object { 'watched' }
            """);
        run.ExitCode.Should().Be(0, run.Error);
        run.Lines.Should().Contain("watched", "an alert can fire at all");
        // With all processors taken for five minutes, by whatever else runs on this machine, what is slow is slow: that is no false alarm.
        var saturated = run.Lines.Contains("saturated");
        return [.. run.Lines.Where(l => l is not ("watched" or "saturated") && !(saturated && s_aboutSlowness.Any(a => l.Contains(a, StringComparison.Ordinal))))];
    }
}
