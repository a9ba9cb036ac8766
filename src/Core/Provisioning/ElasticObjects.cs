using System.Text.Json.Nodes;

namespace Mem0Observability.Provisioning;

/// <summary>A kind of objects that Elasticsearch keeps under a name, and that a folder of files describes.</summary>
/// <param name="Kind">For messages, for example <c>index template</c>.</param>
/// <param name="Folder">The files, below the folder of all.</param>
/// <param name="Path">Where the API has them.</param>
/// <param name="Notes">Where such an object has room for notes of its owner.</param>
/// <param name="Unwrap">The object out of the answer to a question by name.</param>
internal sealed record ElasticObjects(string Kind, string Folder, string Path, string Notes, Func<JsonObject, string, JsonNode?> Unwrap)
{
    /// <summary>In the order in which they build on each other.</summary>
    public static IReadOnlyList<ElasticObjects> All { get; } =
    [
        new("lifecycle", "lifecycles", "_ilm/policy", "_meta", (answer, name) => answer[name]) { Inside = "policy" },
        new("ingest pipeline", "ingest-pipelines", "_ingest/pipeline", "_meta", (answer, name) => answer[name]),
        new("component template", "component-templates", "_component_template", "_meta", (answer, _) => answer["component_templates"]?[0]?["component_template"]),
        new("index template", "index-templates", "_index_template", "_meta", (answer, _) => answer["index_templates"]?[0]?["index_template"]),
        new("role", "roles", "_security/role", "metadata", (answer, name) => answer[name]),
    ];

    /// <summary>The member that the notes belong into; null for the object itself.</summary>
    private string? Inside { get; init; }

    public ProvisioningStep Step(ElasticAdmin admin, string name, JsonObject document)
    {
        string path = $"{Path}/{Uri.EscapeDataString(name)}";
        string doing = $"{Kind} '{name}'";
        return new ProvisioningStep($"{Kind} {name}", $"{Folder}/{name}.json", async token =>
        {
            JsonObject wanted = Marked(document);
            JsonNode? seen = await admin.FindAsync(path, doing, token) is { } answer ? Unwrap(answer, name) : null;
            if (seen is JsonObject found && JsonContainment.IsIn(TemplateSettings.Flatten(wanted), TemplateSettings.Flatten(found)))
                return StepOutcome.Unchanged;

            await admin.SendAsync(HttpMethod.Put, path, wanted, doing, token);
            return seen is null ? StepOutcome.Created : StepOutcome.Updated;
        });
    }

    private JsonObject Marked(JsonObject document)
    {
        if (Inside is null || document[Inside] is not JsonObject inner)
            return Fingerprint.Mark(document, Notes);

        JsonObject outer = document.DeepClone().AsObject();
        outer[Inside] = Fingerprint.Mark(inner, Notes);
        return outer;
    }
}
