namespace Mem0Observability.Signals;

/// <summary>The stable error ids of one API.</summary>
/// <param name="Unreachable">No connection, or it broke.</param>
/// <param name="Timeout">Connected, and no answer in time.</param>
/// <param name="Rejected">An answer that refuses, or that this API does not give.</param>
internal sealed record ApiErrorIds(string Unreachable, string Timeout, string Rejected);
