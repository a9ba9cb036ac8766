namespace Mem0Observability.Observer.Store;

/// <summary>The writing side of the embedded store.</summary>
internal interface ITelemetrySink
{
    /// <summary>An empty batch with room for about this many bytes of OTLP messages; null where too much is under way already.</summary>
    /// <remarks>Null means: tell the sender to come back later. Nothing is queued without a bound.</remarks>
    TelemetryBatch? TryRent(int payloadBytes);

    /// <summary>As <see cref="TryRent"/>, for a sender that can wait.</summary>
    ValueTask<TelemetryBatch> RentAsync(int payloadBytes, CancellationToken cancellationToken);

    /// <summary>Takes the batch over. Done means synced: its rows and positions survive a power cut, all or none.</summary>
    /// <exception cref="StoreUnavailableException">The rows were not stored (disk full, read-only, damaged); the sender may try again.</exception>
    Task CommitAsync(TelemetryBatch batch);

    /// <summary>The positions as last committed, by source.</summary>
    IReadOnlyDictionary<string, byte[]> Positions();
}
