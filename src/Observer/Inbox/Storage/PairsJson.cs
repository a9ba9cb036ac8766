using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>How labels and annotations lie in a column.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class PairsJson : JsonSerializerContext;
