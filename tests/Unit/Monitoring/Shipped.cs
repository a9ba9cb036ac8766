using System.Text.Json.Nodes;
using Mem0Observability.Compose;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Monitoring;

/// <summary>The files of the stack as they are in this checkout.</summary>
internal static class Shipped
{
    private static readonly Dictionary<string, string> s_environment = new() { ["HOME"] = "/root", ["MEM0_STATE_DIR"] = "/state" };

    public static ComposeProject Full { get; } = Compose("full");

    public static ComposeProject Lite { get; } = Compose("lite", "monitoring/lite.env");

    public static string Text(string file) => Checkout.Read($"monitoring/{file}");

    public static YamlMap Yaml(string file) => (YamlMap)YamlFile.Load(Path.Combine(Checkout.Root, "monitoring", file));

    public static YamlMap Parse(string text) => (YamlMap)YamlFile.Parse(text, "sample.yml");

    /// <summary>The JSON files of a folder, by name without extension.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Json(string folder) =>
        Checkout.Files($"monitoring/{folder}", "*.json").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => JsonNode.Parse(File.ReadAllText(f))!.AsObject());

    private static ComposeProject Compose(string profile, params string[] over) => ComposeReader.Read(new(
        [Path.Combine(Checkout.Root, "docker-compose.monitoring.yml")],
        "mem0-monitoring",
        [profile],
        [.. over.Prepend("monitoring/versions.env").Select(f => Path.Combine(Checkout.Root, f))],
        s_environment));
}
