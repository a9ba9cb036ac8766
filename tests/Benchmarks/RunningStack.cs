using System.Diagnostics;
using System.Management.Automation;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>What a stack that runs needs and gives: memory when idle, the way of a test alert, and the whole verification with the demo's traffic.</summary>
internal static class RunningStack
{
    private const int Drills = 5;
    private const int Verifications = 3;
    private const string Project = $"-ProjectName {BenchStack.Project}";

    /// <summary>Prometheus has scraped everything a few times by then.</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_verifiable = TimeSpan.FromMinutes(3);

    public static async Task MeasureAsync(BenchStack bench, Report report, CancellationToken cancellationToken)
    {
        using var session = new Session();
        session.Run($"Start-Mem0Monitoring -Profile Lite {Project} -ImageSource Distribution", cancellationToken);
        if (report.Wants("lite_idle_rss"))
        {
            Report.Say($"Memory: {s_settle.TotalSeconds:0} s to settle");
            await Task.Delay(s_settle, cancellationToken);
            await ResidentMemory.MeasureAsync(report, cancellationToken);
        }

        if (report.Wants("drill_received", "drill_resolved")) Drill(session, report, cancellationToken);
        if (!report.Wants("verify")) return;
        session.Run($"Start-Mem0Demo {Project}", cancellationToken);
        Verify(session, report, cancellationToken);
    }

    private static void Drill(Session session, Report report, CancellationToken cancellationToken)
    {
        var received = new List<double>();
        var resolved = new List<double>();
        for (var round = 1; round <= Drills; round++)
        {
            Report.Say($"Alert drill: {round} of {Drills}");
            var result = session.Run($"Send-Mem0TestAlert {Project}", cancellationToken).Single();
            if (Seconds(result, "TimeToReceived") is { } first && Seconds(result, "TimeToResolved") is { } last)
            {
                received.Add(first);
                resolved.Add(last);
                continue;
            }

            report.Fail($"A test alert did not get through: {result.Properties["Reason"].Value}");
        }

        if (received.Count == 0) return;
        report.Add("drill_received", Report.Median(received), "s");
        report.Add("drill_received_max", received.Max(), "s");
        report.Add("drill_resolved", Report.Median(resolved), "s");
        report.Add("drill_resolved_max", resolved.Max(), "s");
    }

    /// <summary>Measured on a stack that has passed once, so that it is the verification's own time and not the demo's start.</summary>
    private static void Verify(Session session, Report report, CancellationToken cancellationToken)
    {
        Report.Say("Verification: until it passes once");
        var limit = Stopwatch.StartNew();
        IReadOnlyList<string> failures;
        while ((failures = Failures(session, cancellationToken)).Count > 0)
        {
            if (limit.Elapsed < s_verifiable) continue;
            report.Fail($"The stack did not pass its verification:\n{string.Join('\n', failures)}");
            return;
        }

        var times = new List<double>();
        for (var round = 1; round <= Verifications; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var failure in Failures(session, cancellationToken)) report.Fail(failure);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        report.Add("verify", Report.Median(times), "s");
    }

    private static IReadOnlyList<string> Failures(Session session, CancellationToken cancellationToken) =>
        [.. session.Run($"Test-Mem0Monitoring {Project}", cancellationToken)
            .Where(r => $"{r.Properties["Outcome"].Value}" == "Failed")
            .Select(r => $"{r.Properties["Name"].Value} {r.Properties["Target"].Value}: {r.Properties["Reason"].Value}")];

    // By name: the module's types live in a load context of their own.
    private static double? Seconds(PSObject result, string property) => (result.Properties[property].Value as TimeSpan?)?.TotalSeconds;
}
