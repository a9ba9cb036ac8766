using System.Text.Json.Serialization;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Signals;

/// <summary>What is sent to the router and the inbox; generated, so that nothing depends on reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<PostedAlert>))]
[JsonSerializable(typeof(TestAlertGauge))]
[JsonSerializable(typeof(DrillOrder))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(ProbeOrder))]
[JsonSerializable(typeof(PostedSilence))]
internal sealed partial class SignalsJson : JsonSerializerContext;

/// <summary>Body of <c>PUT /api/v1/test-alerts/{id}</c>.</summary>
internal sealed record TestAlertGauge(string Severity, int TtlSeconds);

/// <summary>Body of <c>PUT /api/v1/drills/{id}</c>.</summary>
internal sealed record DrillOrder(int TtlSeconds, IReadOnlyList<DrillSample> Series);

/// <summary>A made-up series: either what it is, or by how much it grows.</summary>
internal sealed record DrillSample(string Name, IReadOnlyDictionary<string, string> Labels, double? Value, double? PerSecond);

/// <summary>Body of <c>POST /api/v1/alerts/{fingerprint}/acknowledge</c>.</summary>
internal sealed record AcknowledgeRequest(string By, string Comment);

/// <summary>Body of <c>POST /api/v1/canaries/request</c>.</summary>
internal sealed record ProbeOrder(string Service, string TraceId);
