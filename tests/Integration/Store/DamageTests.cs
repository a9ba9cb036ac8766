using System.Security.Cryptography;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A file of the store that is no longer what was written: it alone is given up, and it is said.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class DamageTests(FilledStore filled) : IClassFixture<FilledStore>
{
    private const int Newest = FilledStore.Partitions - 1;

    public static TheoryData<string, int> Damages => new(
        from kind in (string[])["its head is overwritten", "all but its head is overwritten", "it is cut in half"]
        from partition in (int[])[0, Newest]
        select (kind, partition));

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_partition_is_isolated_and_reported(string kind, int damaged)
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-30);
        var folder = filled.Copy();
        try
        {
            Damage(kind, FilledStore.Files(folder.FullName)[damaged]);
            await using var observer = new StoredObserver(folder.FullName, FilledStore.Settings);
            await observer.StartAsync();

            var logs = (await observer.Client.AllLogsAsync(begin)).Select(l => l.Message).ToList();
            for (var partition = 0; partition < FilledStore.Partitions; partition++)
            {
                if (partition == damaged) continue;
                filled.Rows[partition].VerifyLogs(logs);
                await filled.Rows[partition].VerifySpansAsync(observer.Client, batches: 1);
            }

            var later = new SentRows(firstBatch: 9_000_000);
            await later.OnceAsync(observer.Process.Grpc);
            later.VerifyLogs((await observer.Client.AllLogsAsync(begin)).Select(l => l.Message));
            await later.VerifySpansAsync(observer.Client, batches: 1);
            (await observer.Process.MetricAsync("mem0_observer_store_damaged_partitions", TestContext.Current.CancellationToken)).Should().Be(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Damage(string kind, string path)
    {
        using var file = File.Open(path, FileMode.Open);
        switch (kind)
        {
            case "its head is overwritten":
                Overwrite(file, 0, 16 * 1024);
                break;
            case "all but its head is overwritten":
                Overwrite(file, 64 * 1024, file.Length);
                break;
            default:
                file.SetLength(file.Length / 2);
                break;
        }
    }

    private static void Overwrite(FileStream file, long from, long to)
    {
        var noise = new byte[1024 * 1024];
        RandomNumberGenerator.Fill(noise);
        file.Position = from;
        while (file.Position < to) file.Write(noise, 0, (int)Math.Min(noise.Length, to - file.Position));
    }
}
