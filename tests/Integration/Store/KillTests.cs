using System.Globalization;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>kill -9 under load, again and again, over one folder. MEM0_TEST_KILLS says how often.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class KillTests : IDisposable
{
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("MEM0_TEST_KILLS") ?? "12", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_each_line_of_a_container_is_stored_once()
    {
        var token = TestContext.Current.CancellationToken;
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        var containers = _folder.CreateSubdirectory("containers").FullName;
        var log = new ContainerLog(containers);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var writing = Task.Run(() => log.WriteAsync(enough.Token), token);
        await using var observer = new StoredObserver(_folder.CreateSubdirectory("data").FullName, new Dictionary<string, string> { ["OBSERVER_CONTAINER_LOGS"] = containers });
        var rows = new SentRows();
        var opened = new List<double>();
        for (var kill = 0; kill < s_kills; kill++)
        {
            // At another moment each time: of opening, of commits, of everything else.
            if (kill % 4 == 3)
            {
                await observer.StartAndKillAsync(TimeSpan.FromMilliseconds(kill * 97 % 800));
                continue;
            }

            await observer.StartAsync();
            opened.Add(observer.Opened.TotalMilliseconds);
            await rows.VerifyNewestSpansAsync(observer.Client);
            var sending = rows.UntilRefusedAsync(observer.Process.Grpc);
            await Task.Delay(100 + (kill * 37 % 300), token);
            await observer.KillAsync();
            await sending;
        }

        await enough.CancelAsync();
        await writing;
        await observer.StartAsync();
        rows.Acknowledged.Should().BePositive();
        rows.VerifyLogs(await observer.Client.AllLogsAsync(begin));
        await rows.VerifySpansAsync(observer.Client, batches: 200);
        var tailed = await Poll.UntilAsync("every line of the container is stored", TimeSpan.FromMinutes(2), async () =>
        {
            var numbers = (await observer.Client.AllLogsAsync(begin, ContainerLog.Service)).Select(ContainerLog.Number).ToList();
            return numbers.Count >= log.Lines ? numbers : null;
        });
        tailed.Order().Should().Equal(Enumerable.Range(0, log.Lines), "each line is stored once");
        Report(rows, log, [.. opened.Order()]);
    }

    /// <summary>The time of opening is said and not judged: it is the machine's as much as the store's.</summary>
    private static void Report(SentRows rows, ContainerLog log, double[] opened) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{s_kills} kills, {rows.Acknowledged} rows acknowledged, {log.Lines} lines tailed; opened in {opened[0]:0} ms at least, {opened[opened.Length / 2]:0} (median), {opened[opened.Length * 95 / 100]:0} (95 %), {opened[^1]:0} at most"));
}
