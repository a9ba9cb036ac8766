namespace Mem0Observability.Web.Health;

/// <summary>How the canaries of one signal got through in the last hour.</summary>
/// <param name="Signal"><c>metric</c>, <c>log</c>, <c>trace</c> or <c>alert</c>.</param>
/// <param name="P50">In seconds, from sending to finding; null where none was found.</param>
/// <param name="LastSuccess">When one was last found.</param>
/// <param name="Failures">How many were not sent or not found.</param>
public sealed record CanaryRow(string Signal, double? P50, double? P95, DateTimeOffset? LastSuccess, double Failures);

/// <summary>The canaries of all signals.</summary>
public sealed record CanaryRows(IReadOnlyList<CanaryRow> Rows);
