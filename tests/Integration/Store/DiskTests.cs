using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The store on a disk of its own that is full or cannot be written, and then can again.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class DiskTests(FilledStore filled) : IClassFixture<FilledStore>, IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mem0-disk-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_full_disk_is_said_to_the_sender_and_nothing_stored_is_lost()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var disk = await TestDisk.MountAsync(FilledStore.Telemetry(_data), megabytes: 40);
        await disk.OccupyAsync(megabytes: 32);
        await using var observer = new StoredObserver(_data.FullName);
        var rows = new SentRows();
        await observer.StartAsync();

        await IsRefusedAsync(observer, await rows.UntilRefusedAsync(observer.Process.Grpc), "disk_full");
        rows.Acknowledged.Should().BePositive();
        await rows.VerifyNewestSpansAsync(observer.Client);

        await disk.FreeAsync();
        await TakesRowsAsync(observer, rows);
        // Also who comes after a restart finds everything.
        await observer.KillAsync();
        await observer.StartAsync();
        rows.VerifyLogs(await observer.Client.AllLogsAsync(begin));
        await rows.VerifySpansAsync(observer.Client, batches: 50);
    }

    [Fact]
    public async Task On_a_read_only_disk_what_is_sound_can_be_read()
    {
        await using var disk = await TestDisk.MountAsync(FilledStore.Telemetry(_data), megabytes: 40);
        filled.CopyTo(_data);
        var damaged = FilledStore.Files(_data)[0];
        await File.WriteAllTextAsync(damaged, "A disk that becomes read-only often does so because it is failing.", TestContext.Current.CancellationToken);
        await disk.MakeReadOnlyAsync();
        await using var observer = new StoredObserver(_data.FullName);
        await observer.StartAsync();

        // Twice: what was found damaged has to stay where it is.
        for (var look = 0; look < 2; look++)
        {
            await filled.VerifyAsync(observer.Client, but: 0);
            await IsRefusedAsync(observer, await new SentRows(firstBatch: 8_000_000).UntilRefusedAsync(observer.Process.Grpc), "read_only");
        }

        await disk.MakeWritableAsync();
        var rows = new SentRows(firstBatch: 9_000_000);
        await TakesRowsAsync(observer, rows);
        rows.VerifyLogs(await observer.Client.AllLogsAsync(filled.Begin));
        await filled.VerifyAsync(observer.Client, but: 0);
        File.Exists(damaged + ".damaged").Should().BeTrue();
    }

    private static async Task IsRefusedAsync(StoredObserver observer, IEnumerable<StatusCode> refusals, string reason)
    {
        refusals.Should().AllBeEquivalentTo(StatusCode.Unavailable);
        (await PostAsync(observer)).Should().Be(HttpStatusCode.ServiceUnavailable);
        observer.Process.HasExited.Should().BeFalse();
        (await observer.Process.MetricAsync($"mem0_observer_store_failures_total{{reason=\"{reason}\"}}", TestContext.Current.CancellationToken)).Should().BePositive(observer.Process.Log);
    }

    /// <summary>Without a restart.</summary>
    private static Task<SentRows> TakesRowsAsync(StoredObserver observer, SentRows rows) => Poll.UntilAsync("the observer takes rows again", TimeSpan.FromSeconds(60), async () =>
    {
        try
        {
            await rows.OnceAsync(observer.Process.Grpc);
            return rows;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    });

    private static async Task<HttpStatusCode> PostAsync(StoredObserver observer)
    {
        // More than can hide in what a full disk has left.
        var payload = new LogPayload(5000, 99);
        payload.Renew(1L << 40, TimeWindow.Now);
        using var client = new HttpClient();
        using var content = new ByteArrayContent(payload.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await client.PostAsync(new Uri(observer.Process.Http, "v1/logs"), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
