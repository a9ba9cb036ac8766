using System.Collections.Concurrent;
using System.Diagnostics;

namespace Mem0Observability.Tests.Load;

/// <summary>A steady rate, half spans and half logs, in the small batches of several exporters. Does not slow down when the server does.</summary>
internal sealed class PacedLoad(OtlpSender sender, int rowsPerSecond)
{
    /// <summary>The default of the OpenTelemetry SDKs is 512.</summary>
    private const int BatchRows = 500;

    /// <summary>Beyond every other load's.</summary>
    private const long FirstBatch = 1L << 40;

    private readonly ConcurrentBag<IPayload> _spans = [.. Enumerable.Range(0, 4).Select(s => new SpanPayload(BatchRows, s))];
    private readonly ConcurrentBag<IPayload> _logs = [.. Enumerable.Range(0, 4).Select(s => new LogPayload(BatchRows, s))];
    private readonly ConcurrentBag<double> _latencies = [];

    /// <summary>Milliseconds from the moment when a batch was due to its acknowledgement.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies;

    /// <summary>Sends until it is cancelled, or for so long; waits for the last acknowledgement.</summary>
    public async Task RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var number = 0L; watch.Elapsed < length && !cancellationToken.IsCancellationRequested; number++)
        {
            var due = TimeSpan.FromSeconds((double)number * BatchRows / rowsPerSecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed, CancellationToken.None);
            running.RemoveAll(t => t.IsCompletedSuccessfully);
            running.Add(SendAsync(number, due, watch));
        }

        await Task.WhenAll(running);
    }

    private async Task SendAsync(long number, TimeSpan due, Stopwatch watch)
    {
        var pool = number % 2 == 0 ? _spans : _logs;
        if (!pool.TryTake(out var payload)) payload = number % 2 == 0 ? new SpanPayload(BatchRows, (int)number) : new LogPayload(BatchRows, (int)number);
        payload.Renew(FirstBatch + number, TimeWindow.Now);
        await sender.SendAsync(payload, CancellationToken.None);
        _latencies.Add((watch.Elapsed - due).TotalMilliseconds);
        pool.Add(payload);
    }
}
