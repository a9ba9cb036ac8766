namespace Mem0Observability.Web.Map;

/// <summary>A service on the map, with what is known of the calls to it.</summary>
/// <param name="Calls">To it.</param>
/// <param name="Errors">Of these; null where nothing says.</param>
/// <param name="P95">The slowest of those who call it.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
public sealed record MapNode(string Name, bool IsDatabase, long Calls, long? Errors, TimeSpan? P95, double X, double Y);
