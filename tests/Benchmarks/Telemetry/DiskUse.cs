
namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary><c>bytes_per_row</c>: everything in the store's folder, once its size has not changed for a while, for each row that was loaded.</summary>
internal static class DiskUse
{
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    public static async Task MeasureAsync(DirectoryInfo folder, Dataset data, Report report, CancellationToken cancellationToken)
    {
        Report.Say("Disk: until partitions are sealed");
        var (size, waited, unchanged) = (-1L, TimeSpan.Zero, TimeSpan.Zero);
        for (var step = TimeSpan.FromSeconds(2); waited < s_limit && unchanged < s_settled; waited += step)
        {
            await Task.Delay(step, cancellationToken);
            var now = Size(folder);
            unchanged = now == size ? unchanged + step : TimeSpan.Zero;
            size = now;
        }

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)) Report.Say($"  {Path.GetRelativePath(folder.FullName, file.FullName)}: {file.Length / 1e6:N1} MB");
        report.AddPromised("bytes_per_row", (double)size / (data.Spans + data.Logs), "B");
    }

    private static long Size(DirectoryInfo folder) => folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
