namespace Mem0Observability.Model;

/// <summary>Calls of one service to another within a time span.</summary>
/// <param name="Client">The service that called.</param>
/// <param name="Server">The service, database or provider that was called.</param>
/// <param name="Calls">How many.</param>
/// <param name="Errors">How many of them failed; null where the trace store does not say.</param>
/// <param name="P95">95th percentile of their duration as the server saw it; null where the trace store does not say.</param>
/// <param name="ConnectionType"><c>database</c>, <c>messaging</c>, <c>virtual_node</c> or empty, as the Collector's service graph names it.</param>
public sealed record ServiceEdge(string Client, string Server, long Calls, long? Errors, TimeSpan? P95, string ConnectionType);
