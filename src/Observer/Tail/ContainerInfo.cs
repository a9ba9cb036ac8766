using System.Text.Json;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Tail;

/// <summary>What the engine's file <c>config.v2.json</c> says about a container.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/resource/container/</remarks>
internal sealed record ContainerInfo(string Id, string Name, string Project, string Service, bool Wanted)
{
    /// <summary>The label that keeps a container's logs out, with the value <c>off</c>.</summary>
    public const string Label = "io.mem0-observability.logs";

    private const string ProjectLabel = "com.docker.compose.project";

    /// <returns>Null where the file is not complete; the engine may be writing it.</returns>
    public static ContainerInfo? Parse(string id, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            string name = Text(root, "Name").TrimStart('/');
            if (!root.TryGetProperty("Config", out JsonElement config))
                return null;
            JsonElement labels = config.TryGetProperty("Labels", out JsonElement found) ? found : default;
            string project = Text(labels, ProjectLabel);
            string service = Text(labels, "com.docker.compose.service");
            bool off = Text(labels, Label).Equals("off", StringComparison.OrdinalIgnoreCase);
            return new ContainerInfo(id, name, project, service.Length > 0 ? service : name, project.Length > 0 && !off);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>As OTLP <c>Resource</c>.</summary>
    public byte[] ToResource()
    {
        var writer = new ProtoWriter();
        Attribute("service.name", Service);
        Attribute("container.name", Name);
        Attribute("container.id", Id);
        Attribute("container.label." + ProjectLabel, Project);
        return writer.Written.ToArray();

        void Attribute(string key, string value)
        {
            int pair = writer.BeginMessage(1);
            writer.Text(1, key);
            int any = writer.BeginMessage(2);
            writer.Text(1, value);
            writer.EndMessage(any);
            writer.EndMessage(pair);
        }
    }

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
