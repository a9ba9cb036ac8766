using System.Text.Json;
using System.Text.Json.Serialization;
using Mem0Observability.Model;

namespace Mem0Observability.Notifications;

/// <summary>All channels of a stack, with the content of their secret files.</summary>
/// <param name="Secrets">By file name.</param>
internal sealed partial record ChannelSet(IReadOnlyList<Channel> Channels, IReadOnlyDictionary<string, string> Secrets)
{
    public const string File = "channels.json";

    public static readonly ChannelSet None = new([], new Dictionary<string, string>());

    public string ToJson() => JsonSerializer.Serialize(new Document(Channels), Json.Default.Document) + "\n";

    /// <summary>The channels of a <c>channels.json</c>, without their secrets.</summary>
    public static IReadOnlyList<Channel> Read(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.Default.Document)?.Channels ?? [];
        }
        catch (JsonException e)
        {
            throw new StackException("ChannelsFileInvalid", StackErrorCategory.InvalidData,
                $"The notification channels that are kept in {path} cannot be read: {e.Message} Give them again: Start-Mem0Monitoring -NotificationChannel", path, e);
        }
    }

    internal sealed record Document(IReadOnlyList<Channel> Channels);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Json : JsonSerializerContext;
}
