namespace Mem0Observability.Observer.Store.Engine;

/// <summary>What connects two nodes of the service graph; names as in the Collector's <c>connection_type</c>.</summary>
internal enum ConnectionType
{
    None,
    Messaging,
    Database,
    VirtualNode,
}
