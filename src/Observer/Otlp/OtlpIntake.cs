using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>What happens to an export request, however it came: decode, store, and only then answer.</summary>
internal sealed class OtlpIntake(ITelemetrySink sink, OtlpDecoder decoder, OtlpMetrics metrics)
{
    /// <param name="request">Protobuf, uncompressed; empty once it is decoded.</param>
    /// <returns>What was not kept; everything else is stored for good.</returns>
    /// <exception cref="RefusalException">Nothing was stored.</exception>
    public async Task<Rejections> ExportAsync(OtlpSignal signal, PooledBytes request, IntakeTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            var rejections = signal == OtlpSignal.Metrics
                ? Drop(request)
                : await StoreAsync(signal, request, ticket, cancellationToken);
            metrics.Rejected(signal, rejections);
            ticket.Outcome = rejections.Total > 0 ? OtlpOutcomes.Partial : OtlpOutcomes.Accepted;
            return rejections;
        }
        catch (MalformedProtobufException e)
        {
            throw RefusalException.Malformed(e);
        }
        catch (StoreUnavailableException e)
        {
            throw RefusalException.Unavailable(e);
        }
    }

    private static Rejections Drop(PooledBytes request)
    {
        var rejections = new Rejections();
        rejections.Add(RejectReason.NotStoredHere, MetricPoints.Count(request.Span));
        return rejections;
    }

    private async Task<Rejections> StoreAsync(OtlpSignal signal, PooledBytes request, IntakeTicket ticket, CancellationToken cancellationToken)
    {
        TelemetryBatch? batch = await RentAsync(request.Length, cancellationToken);
        try
        {
            var rejections = signal == OtlpSignal.Traces
                ? decoder.DecodeTraces(batch, request)
                : decoder.DecodeLogs(batch, request);
            // From here on the store's own bound holds; the next body can be read while this one is synced.
            ticket.Dispose();
            if (batch.Spans.Count + batch.Logs.Count > 0)
            {
                var full = batch;
                batch = null;
                await sink.CommitAsync(full);
            }

            return rejections;
        }
        finally
        {
            batch?.Dispose();
        }
    }

    private async Task<TelemetryBatch> RentAsync(int size, CancellationToken cancellationToken)
    {
        if (sink.TryRent(size) is { } batch)
            return batch;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(IntakeGate.Patience);
        try
        {
            return await sink.RentAsync(size, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RefusalException.Busy();
        }
    }
}
