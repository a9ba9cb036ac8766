using System.Globalization;
using Docker.DotNet;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary><c>lite_idle_rss</c>: VmRSS of every process of the stack's containers, added up; pages that processes share count once for each.</summary>
internal static class ResidentMemory
{
    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        using var client = new DockerClientBuilder().Build();
        var filter = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [StackLabels.Of(BenchStack.Project)] = true } };
        var total = 0L;
        foreach (var container in await client.Containers.ListContainersAsync(new() { Filters = filter }, cancellationToken))
        {
            var processes = await client.Containers.ListProcessesAsync(container.ID, new(), cancellationToken);
            var column = processes.Titles.IndexOf("PID");
            var kibibytes = processes.Processes.Sum(p => Resident(p[column]));
            Report.Say($"  {container.Names[0]}: {kibibytes / 1024} MB");
            total += kibibytes;
        }

        report.Add("lite_idle_rss", total / 1024d, "MB");
    }

    private static long Resident(string processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
