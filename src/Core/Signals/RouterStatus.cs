namespace Mem0Observability.Signals;

/// <summary>The router about itself; <see cref="Cluster"/> is <c>ready</c>, <c>settling</c> or <c>disabled</c>.</summary>
internal sealed record RouterStatus(string Version, string Cluster, DateTimeOffset? StartedAt);
