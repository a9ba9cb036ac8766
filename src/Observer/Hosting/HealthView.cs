using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Hosting;

internal sealed record HealthView(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);
