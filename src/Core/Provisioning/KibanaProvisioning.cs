using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Provisioning;

/// <summary>What a Kibana of this stack shows: data views, searches and dashboards.</summary>
internal static class KibanaProvisioning
{
    /// <exception cref="StackException">A file is wrong; said before anything is sent.</exception>
    public static IReadOnlyList<ProvisioningStep> Steps(KibanaAdmin kibana, ProvisioningFiles files)
    {
        files.ThrowIfMissing();
        return
        [
            new ProvisioningStep("kibana", "wait until it is available", async token =>
            {
                await kibana.WaitAsync(token);
                return StepOutcome.Unchanged;
            }),
            .. files.Json("data-views").Select(file => DataView(kibana, file.Name, file.Document)),
            .. files.Lines(".ndjson").OrderBy(file => SavedObjects.Order(file.Objects)).Select(file => SavedObjects.Step(kibana, file.Name, file.Objects)),
        ];
    }

    private static ProvisioningStep DataView(KibanaAdmin kibana, string name, JsonObject document)
    {
        if (document["id"]?.ToString() is not { Length: > 0 } id || document["title"] is null)
            throw ProvisioningFiles.Invalid($"data-views/{name}.json", "a data view needs an id, so that dashboards can name it, and a title");

        string doing = $"data view '{id}'";
        return new ProvisioningStep($"data view {name}", $"data-views/{name}.json", async token =>
        {
            JsonElement? answer = await kibana.FindAsync($"api/data_views/data_view/{Uri.EscapeDataString(id)}", doing, token);
            if (answer?.Member("data_view") is { } seen && JsonContainment.IsIn(document, JsonObject.Create(seen)))
                return StepOutcome.Unchanged;

            await kibana.PostAsync("api/data_views/data_view", new JsonObject { ["data_view"] = document.DeepClone(), ["override"] = true }, doing, token);
            return answer is null ? StepOutcome.Created : StepOutcome.Updated;
        });
    }
}
