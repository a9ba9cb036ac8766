using System.Net;
using Mem0Observability.Observer.Query;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Observer.Query;

public sealed class QueryGateTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Four_run_thirty_two_wait_and_the_next_is_told_to_come_back()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        using var open = new ManualResetEventSlim();
        int running = 0, most = 0;
        host.Logs.Answer = _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            open.Wait(s_soon);
            Interlocked.Decrement(ref running);
            return new LogPage([], null);
        };

        Task<HttpResponseMessage>[] asked = [.. Enumerable.Range(0, QueryGate.AtOnce + QueryGate.Waiting + 1).Select(_ => host.Client.GetAsync("/api/v1/logs", TestContext.Current.CancellationToken))];
        HttpResponseMessage refused = await await Task.WhenAny(asked);
        SpinWait.SpinUntil(() => Volatile.Read(ref most) == QueryGate.AtOnce, s_soon);
        open.Set();
        HttpResponseMessage[] answers = await Task.WhenAll(asked);

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).Should().Be(QueryGate.AtOnce + QueryGate.Waiting);
        most.Should().Be(QueryGate.AtOnce);
        (await host.GetAsync("/api/v1/logs")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_query_stops_when_its_caller_goes_away()
    {
        await using QueryHost host = await QueryHost.StartAsync();
        var began = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        host.Traces.Before = token =>
        {
            began.SetResult();
            token.WaitHandle.WaitOne(s_soon);
            if (token.IsCancellationRequested)
                stopped.SetResult();
        };

        Task<HttpResponseMessage> asked = host.Client.GetAsync("/api/v3/services", gone.Token);
        await began.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        await gone.CancelAsync();

        await stopped.Task.WaitAsync(s_soon, TestContext.Current.CancellationToken);
        await Task.WhenAny(asked);
        asked.IsCanceled.Should().BeTrue();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
