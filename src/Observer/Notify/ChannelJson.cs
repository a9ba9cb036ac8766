using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mem0Observability.Observer.Notify;

/// <summary>How the list of channels is read, and what has been told is kept. Fields that this version does not know are for others.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(SwitchState))]
internal sealed partial class ChannelJson : JsonSerializerContext;
