using Grpc.Core;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The machine's clock is set while the observer runs, as after a wrong start of a virtual machine.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class ClockTests(FilledStore filled) : IClassFixture<FilledStore>, IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mem0-clock-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(-365)]
    [InlineData(1)]
    [InlineData(3650)]
    public async Task Nothing_is_lost_when_the_clock_jumps(int days)
    {
        filled.CopyTo(_data);
        var time = new SetTime();
        await using var app = ObserverHost.Build(FilledStore.Options(_data), time, _ => { });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var (store, grpc) = (new StoreClient(new Uri(app.Urls.First())), new Uri(app.Urls.ElementAt(1)));
        var rows = new SentRows(firstBatch: 9_000_000);
        await rows.OnceAsync(grpc);
        var meanwhile = new SentRows(firstBatch: 8_000_000);
        time.Jump(TimeSpan.FromDays(days));
        // Every half minute of the monotonic clock, so that all housekeeping comes to its turn.
        for (var step = 0; step < 5; step++, time.Pass(TimeSpan.FromSeconds(30))) await IsTakenOrRefusedAsync(meanwhile, grpc, days);
        time.Jump(-TimeSpan.FromDays(days));
        await rows.OnceAsync(grpc);

        await filled.VerifyAsync(store);
        foreach (var account in (SentRows[])[rows, meanwhile])
        {
            account.VerifyLogs(await store.AllLogsAsync(filled.Begin));
            await account.VerifySpansAsync(store, batches: 5);
        }

        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Rows that are further from the observer's clock than is kept are refused, with a word.</summary>
    private static async Task IsTakenOrRefusedAsync(SentRows rows, Uri grpc, int days)
    {
        var send = () => rows.OnceAsync(grpc);
        if (days == 1) await send();
        else (await send.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(OtlpSender.Partial);
    }

    /// <summary>The machine's time, set forwards and back; what has passed since the start is another clock, which only goes on.</summary>
    private sealed class SetTime : TimeProvider
    {
        private TimeSpan _offset;
        private TimeSpan _passed;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(_passed.TotalSeconds * TimestampFrequency);

        public void Jump(TimeSpan time) => _offset += time;

        public void Pass(TimeSpan time)
        {
            _offset += time;
            _passed += time;
        }
    }
}
