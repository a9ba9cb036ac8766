using System.Text.Json;
using System.Text.Json.Serialization;
using Mem0Observability.Notifications;

namespace Mem0Observability.Observer.Notify;

/// <summary>How the list of channels is read, and what has been told is kept. Fields that this version does not know are for others.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(ChannelSet.Document))]
[JsonSerializable(typeof(SwitchState))]
internal sealed partial class ChannelJson : JsonSerializerContext;
