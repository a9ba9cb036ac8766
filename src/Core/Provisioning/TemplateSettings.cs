using System.Text.Json.Nodes;

namespace Mem0Observability.Provisioning;

/// <summary>A template's settings in one spelling: <c>number_of_replicas</c>, <c>index.number_of_replicas</c> and nested objects are the same to Elasticsearch.</summary>
internal static class TemplateSettings
{
    private const string Prefix = "index.";

    public static JsonObject Flatten(JsonObject document)
    {
        if (document["template"]?["settings"] is not JsonObject settings)
            return document;

        var flat = new JsonObject();
        Collect(settings, "", flat);
        JsonObject copy = document.DeepClone().AsObject();
        copy["template"]!["settings"] = flat;
        return copy;
    }

    private static void Collect(JsonObject settings, string path, JsonObject flat)
    {
        foreach ((string key, JsonNode? value) in settings)
        {
            if (value is JsonObject nested)
                Collect(nested, $"{path}{key}.", flat);
            else
                flat[path.StartsWith(Prefix, StringComparison.Ordinal) || key.StartsWith(Prefix, StringComparison.Ordinal) ? path + key : Prefix + path + key] = value?.DeepClone();
        }
    }
}
