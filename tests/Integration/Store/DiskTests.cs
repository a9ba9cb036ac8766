using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Mem0Observability.Tests.Integration.Setup;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class DiskTests
{
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_full_disk_is_said_to_the_sender_and_nothing_stored_is_lost()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var disk = await TestDisk.MountAsync(megabytes: 160);
        await disk.OccupyAsync(megabytes: 100);
        await using var observer = new StoredObserver(disk.Path);
        var rows = new SentRows();
        await observer.StartAsync();

        (await rows.UntilRefusedAsync(observer.Process.Grpc)).Should().AllBeEquivalentTo(StatusCode.Unavailable);
        (await PostAsync(observer)).Should().Be(HttpStatusCode.ServiceUnavailable);
        observer.Process.HasExited.Should().BeFalse();
        (await observer.Process.MetricAsync("mem0_observer_store_failures_total", TestContext.Current.CancellationToken)).Should().BePositive();
        await rows.VerifyNewestSpansAsync(observer.Client);

        disk.Free();
        await TakesRowsAsync(observer, rows);
        // Also those who come after a restart find everything.
        await observer.KillAsync();
        await observer.StartAsync();
        rows.VerifyLogs((await observer.Client.AllLogsAsync(begin)).Select(l => l.Message));
        await rows.VerifySpansAsync(observer.Client, batches: 50);
    }

    [Fact]
    public async Task A_read_only_disk_is_said_to_the_sender_and_what_is_stored_can_still_be_read()
    {
        var begin = DateTimeOffset.UtcNow.AddMinutes(-1);
        await using var disk = await TestDisk.MountAsync(megabytes: 160);
        await using var observer = new StoredObserver(disk.Path);
        var rows = new SentRows();
        await observer.StartAsync();
        await rows.OnceAsync(observer.Process.Grpc);
        await observer.KillAsync();

        await disk.MakeReadOnlyAsync();
        await observer.StartAsync();
        (await rows.UntilRefusedAsync(observer.Process.Grpc)).Should().AllBeEquivalentTo(StatusCode.Unavailable);
        (await PostAsync(observer)).Should().Be(HttpStatusCode.ServiceUnavailable);
        rows.VerifyLogs((await observer.Client.AllLogsAsync(begin)).Select(l => l.Message));
        await rows.VerifySpansAsync(observer.Client, batches: 1);

        await disk.MakeWritableAsync();
        await TakesRowsAsync(observer, rows);
        rows.VerifyLogs((await observer.Client.AllLogsAsync(begin)).Select(l => l.Message));
    }

    /// <summary>Without a restart.</summary>
    private static Task<SentRows> TakesRowsAsync(StoredObserver observer, SentRows rows) => Poll.UntilAsync("the observer takes rows again", s_recovery, async () =>
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
        var payload = new LogPayload(5000, 99);
        payload.Renew(1L << 40, TimeWindow.Now);
        using var client = new HttpClient();
        using var content = new ByteArrayContent(payload.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await client.PostAsync(new Uri(observer.Process.Http, "v1/logs"), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
