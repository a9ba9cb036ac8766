using System.Diagnostics;

namespace Mem0Observability.Tests.Unit.Observer;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stop_under_load_takes_less_than_two_seconds_and_loses_nothing_acknowledged()
    {
        using var directory = new TemporaryDirectory();
        var observer = await RunningObserver.StartAsync(directory.FullName);
        var acknowledged = 0L;
        var senders = Enumerable.Range(0, 4).Select(SendUntilRefusedAsync).ToArray();
        while (Interlocked.Read(ref acknowledged) < 20)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        var watch = Stopwatch.StartNew();
        await observer.StopAsync();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
        await Task.WhenAll(senders);

        observer.CountOnDisk().Should().BeGreaterThanOrEqualTo(acknowledged);
        await observer.DisposeAsync();

        async Task SendUntilRefusedAsync(int sender)
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    var (status, _) = await observer.NotifyAsync(Webhook.Body(new Webhook.Alert(Fingerprint: $"s{sender}-{i}")));
                    if (status == System.Net.HttpStatusCode.OK)
                        Interlocked.Increment(ref acknowledged);
                }
            }
            catch (HttpRequestException)
            {
                // Stopped.
            }
        }
    }
}
