namespace Mem0Observability.Tests.Load;

/// <summary>As much as the server takes: several calls are always in flight.</summary>
internal sealed class Flood
{
    private const int Variants = 4;

    private readonly OtlpSender _sender;
    private readonly IPayload[][] _payloads;

    /// <param name="sender">Where to.</param>
    /// <param name="make">A payload from a seed; each call in flight has a few of its own, which it uses in turn.</param>
    public Flood(OtlpSender sender, int inFlight, Func<int, IPayload> make)
    {
        _sender = sender;
        _payloads = [.. Enumerable.Range(0, inFlight).Select(w => (IPayload[])[.. Enumerable.Range(0, Variants).Select(v => make((w * Variants) + v))])];
    }

    /// <summary>Rows in a batch.</summary>
    public int BatchRows => _payloads[0][0].Rows;

    /// <summary>Traces that every batch has, where it has traces.</summary>
    public int Traces => _payloads.SelectMany(p => p).Min(p => (p as SpanPayload)?.Traces ?? 0);

    /// <summary>Sends batches whose times fill the window in order.</summary>
    /// <returns>How many rows were acknowledged.</returns>
    public async Task<long> RunAsync(long firstBatch, long batches, TimeWindow window, CancellationToken cancellationToken)
    {
        var next = -1L;
        var rows = 0L;
        await Task.WhenAll(_payloads.Select(WorkAsync));
        return rows;

        async Task WorkAsync(IPayload[] payloads)
        {
            // The first payload is made on this thread, not on the caller's.
            await Task.Yield();
            for (var turn = 0; Interlocked.Increment(ref next) is var batch && batch < batches; turn++)
            {
                var payload = payloads[turn % payloads.Length];
                payload.Renew(firstBatch + batch, window.Part((double)batch / batches, (double)(batch + 1) / batches));
                await _sender.SendAsync(payload, cancellationToken);
                Interlocked.Add(ref rows, payload.Rows);
            }
        }
    }
}
