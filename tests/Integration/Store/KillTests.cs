using System.Globalization;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>kill -9 under load, again and again, over one folder. KILL_CYCLES sets another number of times.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class KillTests : IDisposable
{
    private static readonly int s_cycles = int.TryParse(Environment.GetEnvironmentVariable("KILL_CYCLES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 200;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_no_container_line_is_doubled()
    {
        var token = TestContext.Current.CancellationToken;
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        var containers = _folder.CreateSubdirectory("containers").FullName;
        // Slow enough that a file outlives several processes, and quick enough that many files are needed.
        var log = new ContainerLog(containers, linesPerFile: 5000);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var writing = Task.Run(() => log.WriteAsync(enough.Token), token);
        await using var observer = new StoredObserver(_folder.CreateSubdirectory("data").FullName, new Dictionary<string, string> { ["OBSERVER_CONTAINER_LOGS"] = containers });
        var rows = new SentRows();
        var opened = new List<TimeSpan>();
        for (var cycle = 0; cycle < s_cycles; cycle++)
        {
            await observer.StartAsync();
            opened.Add(observer.Opened);
            await rows.VerifyNewestSpansAsync(observer.Client);
            var sending = rows.UntilRefusedAsync(observer.Process.Grpc);
            // At another moment each time, of commits and of everything else.
            await Task.Delay(100 + (cycle * 37 % 300), token);
            await observer.KillAsync();
            await sending;
        }

        await enough.CancelAsync();
        await writing;
        await observer.StartAsync();
        rows.VerifyLogs((await observer.Client.AllLogsAsync(begin)).Where(l => l.Service != "tailed").Select(l => l.Message));
        await rows.VerifySpansAsync(observer.Client, batches: 200);
        var tailed = await Poll.UntilAsync("every line of the container is stored", TimeSpan.FromMinutes(2), async () =>
        {
            var numbers = (await observer.Client.AllLogsAsync(begin)).Select(l => ContainerLog.Number(l.Message)).OfType<int>().ToList();
            return numbers.Count >= log.Lines ? numbers : null;
        });
        tailed.Order().Should().Equal(Enumerable.Range(0, log.Lines), "each line is stored once");
        TestContext.Current.TestOutputHelper?.WriteLine($"{s_cycles} kills, {rows.Acknowledged} rows acknowledged, {log.Lines} lines tailed; opened in {opened.Max().TotalMilliseconds:0} ms at most, {opened.Average(o => o.TotalMilliseconds):0} ms on average");
        opened.Max().Should().BeLessThan(TimeSpan.FromSeconds(1));
    }
}
