namespace Mem0Observability.Observer.Store;

/// <summary>What stands at the other end of a client span that no server span will answer.</summary>
internal enum PeerKind : byte
{
    None,

    /// <summary>The span names a database (<c>db.system.name</c>, <c>db.namespace</c>): there is never a server span.</summary>
    Database,

    /// <summary>Named by <c>peer.service</c>, <c>gen_ai.provider.name</c>, <c>gen_ai.system</c> or <c>server.address</c>; a server span may still come.</summary>
    Named,
}
