using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Provisioning;

/// <summary>One file of saved objects: imported where Kibana has not each of them as the file has it.</summary>
internal static class SavedObjects
{
    public static ProvisioningStep Step(KibanaAdmin kibana, string name, IReadOnlyList<JsonObject> objects)
    {
        // The last line of an export counts them and is no object.
        JsonObject[] own = [.. objects.Where(o => o["type"] is not null && o["id"] is not null)];
        return new ProvisioningStep($"saved objects {name}", $"{own.Length} objects", token => EnsureAsync(kibana, name, own, token));
    }

    /// <summary>Data views first, then searches: an import looks for what its searches and panels are made on.</summary>
    public static int Order(IReadOnlyList<JsonObject> objects) =>
        objects.Any(o => IsOf(o, "index-pattern")) ? 0 : objects.Any(o => IsOf(o, "search")) ? 1 : 2;

    private static bool IsOf(JsonObject one, string type) => one["type"]?.ToString() == type;

    private static async Task<StepOutcome> EnsureAsync(KibanaAdmin kibana, string name, JsonObject[] objects, CancellationToken cancellationToken)
    {
        var ids = new JsonArray([.. objects.Select(o => new JsonObject { ["type"] = o["type"]!.DeepClone(), ["id"] = o["id"]!.DeepClone() })]);
        string? exported = await kibana.ExportAsync(ids, cancellationToken);
        if (exported is not null && IsSame(objects, exported))
            return StepOutcome.Unchanged;

        JsonElement answer = await kibana.ImportAsync(name, string.Join('\n', objects.Select(o => o.ToJsonString())) + "\n", cancellationToken);
        if (answer.Member("success") is not { ValueKind: JsonValueKind.True })
            throw Incomplete(name, objects.Length, answer);
        return exported is null ? StepOutcome.Created : StepOutcome.Updated;
    }

    private static bool IsSame(JsonObject[] wanted, string exported)
    {
        JsonNode?[] seen = [.. exported.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonNode.Parse(line))];
        return wanted.All(w => seen.Any(s => IsSame(w, s)));
    }

    /// <summary>Versions and times are Kibana's business.</summary>
    private static bool IsSame(JsonObject wanted, JsonNode? seen) =>
        seen?["type"]?.ToString() == wanted["type"]!.ToString()
        && seen["id"]?.ToString() == wanted["id"]!.ToString()
        && JsonContainment.IsIn(wanted["attributes"], seen["attributes"])
        && JsonContainment.IsIn(wanted["references"], seen["references"]);

    private static StackException Incomplete(string name, int count, JsonElement answer)
    {
        IReadOnlyList<string> errors = answer.Member("errors") is not null ? answer.List("errors", Describe) : ["it did not say why"];
        return new StackException(
            "ProvisioningImportIncomplete",
            StackErrorCategory.InvalidResult,
            $"Kibana imported {answer.Member("successCount")?.GetInt32() ?? 0} of the {count} objects in {name}: {string.Join("; ", errors)}",
            name);
    }

    private static string Describe(JsonElement error)
    {
        JsonElement? reason = error.Member("error");
        string why = reason?.TextOrNull("message") ?? reason?.TextOrNull("type") ?? "unknown";
        if (reason?.Member("references") is not null)
            why += " " + string.Join(", ", reason.Value.List("references", r => $"{r.Text("type")} '{r.Text("id")}'"));
        return $"{error.TextOrNull("type")} '{error.TextOrNull("id")}': {why}";
    }
}
