namespace Mem0Observability.Model;

/// <summary>How a service did in one minute.</summary>
/// <param name="Service">As in traces and in the label <c>service</c>.</param>
/// <param name="Minute">Start of the minute, UTC.</param>
/// <param name="RequestRate">Requests per second; null where the metric store has none.</param>
/// <param name="ErrorRatio">Share of requests that failed, 0 to 1; null without requests.</param>
/// <param name="P95">95th percentile of their duration; null without requests.</param>
/// <param name="Source">The metrics it comes from: <c>http_server</c> or <c>traces_span_metrics</c>; empty where neither knows the service.</param>
public sealed record ServiceMinute(string Service, DateTimeOffset Minute, double? RequestRate, double? ErrorRatio, TimeSpan? P95, string Source);
