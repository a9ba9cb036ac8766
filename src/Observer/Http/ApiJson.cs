using System.Text.Json.Serialization;
using Mem0Observability.Observer.Canary;
using Mem0Observability.Observer.Drills;
using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Inbox;
using Mem0Observability.Observer.Query;
using Mem0Observability.Observer.TestAlerts;
using Mem0Observability.Observer.Watchdog;

namespace Mem0Observability.Observer.Http;

/// <summary>Our own API: answers, and request bodies in which an unknown field is a mistake of the caller.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    Converters = [typeof(Rfc3339Converter)])]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(WatchdogView))]
[JsonSerializable(typeof(TestAlertRequest))]
[JsonSerializable(typeof(TestAlertView))]
[JsonSerializable(typeof(DrillRequest))]
[JsonSerializable(typeof(DrillView))]
[JsonSerializable(typeof(CanaryOrder))]
[JsonSerializable(typeof(CanaryAnswer))]
[JsonSerializable(typeof(WebhookReceipt))]
[JsonSerializable(typeof(NotificationList))]
[JsonSerializable(typeof(AlertList))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(AcknowledgementList))]
[JsonSerializable(typeof(LogHistogram))]
[JsonSerializable(typeof(LatencyList))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(OperationList))]
[JsonSerializable(typeof(DependencyList))]
[JsonSerializable(typeof(JaegerError))]
internal sealed partial class ApiJson : JsonSerializerContext;
