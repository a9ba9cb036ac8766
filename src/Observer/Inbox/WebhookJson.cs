using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Inbox;

/// <summary>
/// How Alertmanager's bodies are read. Unknown fields are skipped, since later versions add some; a field that comes twice is refused,
/// since nobody can say which one is meant. The real documents are four levels deep.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    MaxDepth = 16)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
