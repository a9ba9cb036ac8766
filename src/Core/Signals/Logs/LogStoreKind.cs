namespace Mem0Observability.Signals.Logs;

/// <summary>Which API a log store speaks.</summary>
internal enum LogStoreKind
{
    Observer,

    /// <summary>Elasticsearch 7 to 9, or OpenSearch.</summary>
    Elasticsearch,
}
