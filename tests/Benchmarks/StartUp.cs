using System.Diagnostics;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary><c>import</c>: a new process of the console host, the module's import and a first cmdlet that asks the engine; files are in the cache.</summary>
internal static class StartUp
{
    private const int Rounds = 7;

    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        const string command = $"Get-Mem0Monitoring -ProjectName {BenchStack.Project}-absent";
        await ShellProcess.RunAsync(command, cancellationToken);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await ShellProcess.RunAsync(command, cancellationToken);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        report.Add("import", Report.Median(times), "ms");
    }
}
