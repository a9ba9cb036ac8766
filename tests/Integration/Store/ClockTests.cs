using Grpc.Core;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Tests.Integration.Deploy;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Integration.Store;

/// <summary>The machine's clock is set while the observer runs, as after a wrong start of a virtual machine.</summary>
[Collection(Alone.Name)]
[Trait("Suite", "Telemetry")]
public sealed class ClockTests(FilledStore filled) : IClassFixture<FilledStore>
{
    [Theory]
    [InlineData(-365)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(3650)]
    public async Task Nothing_is_lost_when_the_clock_jumps(int days)
    {
        var token = TestContext.Current.CancellationToken;
        var begin = DateTimeOffset.UtcNow.AddMinutes(-30);
        var folder = filled.Copy();
        var time = new SetTime();
        var (api, grpc) = (new Uri($"http://127.0.0.1:{Port.Free()}"), new Uri($"http://127.0.0.1:{Port.Free()}"));
        var options = new ObserverOptions { DataDirectory = folder.FullName, Urls = api.ToString(), OtlpGrpcUrl = grpc.ToString(), OtlpHttpUrl = "" };
        var app = ObserverHost.Build(options, time, _ => { });
        await app.StartAsync(token);
        try
        {
            var rows = new SentRows(firstBatch: 9_000_000);
            await rows.OnceAsync(grpc);
            time.Jump(TimeSpan.FromDays(days));
            // Every half minute of the monotonic clock, so that all housekeeping comes to its turn.
            for (var step = 0; step < 5; step++, time.Pass(TimeSpan.FromSeconds(30))) await SendAsync(rows, grpc);
            time.Jump(-TimeSpan.FromDays(days));
            await rows.OnceAsync(grpc);

            var store = new StoreClient(api);
            var logs = (await store.AllLogsAsync(begin)).Select(l => l.Message).ToList();
            foreach (var account in filled.Rows.Append(rows))
            {
                account.VerifyLogs(logs);
                await account.VerifySpansAsync(store, batches: 10);
            }
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Rows that are years away from the observer's clock may be refused, but with a word.</summary>
    private static async Task SendAsync(SentRows rows, Uri grpc)
    {
        try
        {
            await rows.OnceAsync(grpc);
        }
        catch (RpcException refusal)
        {
            refusal.StatusCode.Should().Be(OtlpSender.Partial);
        }
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
