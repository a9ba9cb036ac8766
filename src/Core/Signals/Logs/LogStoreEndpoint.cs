namespace Mem0Observability.Signals.Logs;

/// <summary>Where log records are asked for, and in which language.</summary>
/// <param name="Credential">Null where the store asks for none.</param>
internal sealed record LogStoreEndpoint(Uri Address, LogStoreKind Kind, StoreCredential? Credential = null)
{
    /// <summary>Elasticsearch only: data streams, indexes or patterns, separated by commas.</summary>
    public string Index { get; init; } = "logs-*";
}
