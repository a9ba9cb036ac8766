using System.Security.Cryptography;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>A file of the store that is no longer what was written: it alone is given up, and it is said.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class DamageTests(FilledStore filled) : IClassFixture<FilledStore>, IDisposable
{
    private const int Newest = FilledStore.Partitions - 1;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mem0-damaged-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("its head is overwritten", 0)]
    [InlineData("its head is overwritten", Newest)]
    [InlineData("all but its head is overwritten", 0)]
    [InlineData("it is cut in half", Newest)]
    public async Task A_damaged_partition_is_given_up_alone_and_reported(string kind, int damaged)
    {
        filled.CopyTo(_data);
        var file = FilledStore.Files(_data)[damaged];
        Damage(kind, file);
        await using var observer = new StoredObserver(_data.FullName);
        await observer.StartAsync();

        await filled.VerifyAsync(observer.Client, but: damaged);
        var later = new SentRows(firstBatch: 9_000_000);
        await later.OnceAsync(observer.Process.Grpc);
        later.VerifyLogs(await observer.Client.AllLogsAsync(filled.Begin));
        await later.VerifySpansAsync(observer.Client, batches: 1);
        (await observer.Process.MetricAsync("mem0_observer_store_damaged_partitions", TestContext.Current.CancellationToken)).Should().Be(1);
        File.Exists(file + ".damaged").Should().BeTrue();
        observer.Process.Log.Should().Contain(Path.GetFileName(file));
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
                Overwrite(file, 16 * 1024, (int)file.Length);
                break;
            default:
                file.SetLength(file.Length / 2);
                break;
        }
    }

    private static void Overwrite(FileStream file, int from, int to)
    {
        file.Position = from;
        file.Write(RandomNumberGenerator.GetBytes(to - from));
    }
}
