using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>Kibana's status, data view and saved object APIs as they are documented.</summary>
internal sealed class KibanaServer : StatefulServer
{
    public const string Password = "first-elastic";

    public Dictionary<string, JsonObject> DataViews { get; } = [];

    /// <summary>By type and id.</summary>
    public Dictionary<(string Type, string Id), JsonObject> Objects { get; } = [];

    /// <summary>So many answers say that it is not available yet.</summary>
    public int Degraded { get; set; }

    protected override Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body)
    {
        if (Basic(request) is not ("elastic", Password))
            return Task.FromResult(Refuse(401, "Unauthorized", "[security_exception] unable to authenticate user [elastic]"));
        if (path == "/api/status")
            return Task.FromResult(Json(200, new JsonObject { ["status"] = new JsonObject { ["overall"] = new JsonObject { ["level"] = Degraded-- > 0 ? "degraded" : "available" } } }));
        if (request.Method != "GET" && request.Headers["kbn-xsrf"].Count == 0)
            return Task.FromResult(Refuse(400, "Bad Request", "Request must contain a kbn-xsrf header."));
        if (path.StartsWith("/api/data_views/data_view", StringComparison.Ordinal))
            return Task.FromResult(request.Method == "GET" ? DataView(path.Split('/')[^1]) : Create(JsonNode.Parse(body)!.AsObject()));
        return path.EndsWith("_export", StringComparison.Ordinal) ? Task.FromResult(Export(JsonNode.Parse(body)!.AsObject())) : ImportAsync(request, body);
    }

    private (int Status, string Body) DataView(string id) => DataViews.TryGetValue(id, out JsonObject? view)
        ? Json(200, new JsonObject { ["data_view"] = view.DeepClone() })
        : Refuse(404, "Not Found", $"Saved object [index-pattern/{id}] not found");

    private (int Status, string Body) Create(JsonObject body)
    {
        JsonObject view = body["data_view"]!.DeepClone().AsObject();
        string id = view["id"]!.GetValue<string>();
        if (DataViews.ContainsKey(id) && body["override"]?.GetValue<bool>() != true)
            return Refuse(400, "Bad Request", $"Duplicate data view: {view["title"]}");
        view["version"] = "WzEsMV0=";
        view["sourceFilters"] = new JsonArray();
        DataViews[id] = view;
        return Json(200, new JsonObject { ["data_view"] = view.DeepClone() });
    }

    private (int Status, string Body) Export(JsonObject body)
    {
        (string, string)[] ids = [.. body["objects"]!.AsArray().Select(o => (o!["type"]!.ToString(), o["id"]!.ToString()))];
        (string Type, string Id)[] missing = [.. ids.Where(id => !Objects.ContainsKey(id))];
        if (missing.Length == 0)
            return (200, string.Join('\n', ids.Select(id => Objects[id].ToJsonString())));

        JsonObject refusal = JsonNode.Parse(Refuse(400, "Bad Request", "Error fetching objects to export").Body)!.AsObject();
        refusal["attributes"] = new JsonObject { ["objects"] = new JsonArray([.. missing.Select(m => new JsonObject { ["type"] = m.Type, ["id"] = m.Id })]) };
        return Json(400, refusal);
    }

    /// <summary>Searches and panels on data views that are not there are refused; the others of the file are taken.</summary>
    private async Task<(int Status, string Body)> ImportAsync(HttpRequest request, string body)
    {
        string boundary = request.ContentType!.Split("boundary=")[1].Trim('"');
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        MultipartSection? section = await new MultipartReader(boundary, stream).ReadNextSectionAsync(request.HttpContext.RequestAborted);
        if (section is null || !section.ContentDisposition!.Contains(".ndjson", StringComparison.Ordinal))
            return Refuse(400, "Bad Request", "[request body.file]: expected value of type [Stream] but got [undefined]");

        JsonObject[] objects = [.. (await section.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];
        var own = objects.Select(Key).ToHashSet();
        var errors = new JsonArray();
        foreach (JsonObject one in objects)
        {
            JsonObject[] missing = [.. (one["references"]?.AsArray() ?? []).Select(r => r!.AsObject())
                .Where(r => r["type"]!.ToString() == "index-pattern" && !own.Contains(Key(r)) && !Objects.ContainsKey(Key(r)) && !DataViews.ContainsKey(r["id"]!.ToString()))];
            if (missing.Length > 0)
            {
                errors.Add(new JsonObject
                {
                    ["type"] = one["type"]!.ToString(),
                    ["id"] = one["id"]!.ToString(),
                    ["error"] = new JsonObject { ["type"] = "missing_references", ["references"] = new JsonArray([.. missing.Select(m => m.DeepClone())]) },
                });
                continue;
            }

            JsonObject kept = one.DeepClone().AsObject();
            kept["managed"] = false;
            kept["updated_at"] = "2026-11-26T06:00:00.000Z";
            Objects[Key(one)] = kept;
        }

        JsonObject answer = new() { ["success"] = errors.Count == 0, ["successCount"] = objects.Length - errors.Count };
        if (errors.Count > 0)
            answer["errors"] = errors;
        return Json(200, answer);
    }

    private static (string Type, string Id) Key(JsonObject one) => (one["type"]!.ToString(), one["id"]!.ToString());

    private static (int Status, string Body) Refuse(int status, string error, string message) =>
        Json(status, new JsonObject { ["statusCode"] = status, ["error"] = error, ["message"] = message });
}
