using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Tests.Unit.Provisioning;

/// <summary>Elasticsearch's security and template APIs as they are documented: it adds defaults and times, writes settings as text below
/// <c>index</c>, and says what it does not accept.</summary>
internal sealed class ElasticServer : StatefulServer
{
    private const string Superuser = "elastic";

    /// <summary>A few of the names that a role may have.</summary>
    private static readonly string[] s_privileges = ["monitor", "manage_index_templates", "manage_ilm", "all", "read_ilm"];

    public Dictionary<string, string> Passwords { get; } = new() { [Superuser] = "first-elastic", ["kibana_system"] = "nobody-knows" };

    public Dictionary<string, JsonObject> Users { get; } = [];

    /// <summary>By path, for example <c>_security/role/x</c>.</summary>
    public Dictionary<string, JsonObject> Objects { get; } = [];

    /// <summary>By index and id.</summary>
    public Dictionary<string, JsonObject> Documents { get; } = [];

    protected override Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body) => Task.FromResult(Answer(request, path.TrimStart('/'), body));

    private (int Status, string Body) Answer(HttpRequest request, string path, string body)
    {
        if (Basic(request) is not { } caller || Passwords.GetValueOrDefault(caller.User) != caller.Password)
            return Refuse(401, "security_exception", $"unable to authenticate user [{Basic(request)?.User}] for REST request [/{path}]");
        if (path == "_security/_authenticate")
            return Json(200, new JsonObject { ["username"] = caller.User, ["enabled"] = true });
        if (path.EndsWith("/_search", StringComparison.Ordinal))
            return Search();
        if (path.Contains("/_create/", StringComparison.Ordinal))
            return Create(path.Replace("/_create/", "/", StringComparison.Ordinal), JsonNode.Parse(body)!.AsObject());
        if (caller.User != Superuser)
            return Refuse(403, "security_exception", $"action is unauthorized for user [{caller.User}]");
        if (path == "_cluster/health")
            return Json(200, new JsonObject { ["status"] = "green", ["timed_out"] = false });
        if (path.EndsWith("/_password", StringComparison.Ordinal))
            return SetPassword(path.Split('/')[2], JsonNode.Parse(body)!["password"]!.GetValue<string>());
        if (path.StartsWith("_security/user/", StringComparison.Ordinal))
            return User(request.Method, path["_security/user/".Length..], body);
        return request.Method == "GET" ? Find(path) : Put(path, JsonNode.Parse(body)!.AsObject());
    }

    /// <summary>Everything that there is; what a query means is tested elsewhere.</summary>
    private (int Status, string Body) Search() => Json(200, new JsonObject
    {
        ["timed_out"] = false,
        ["_shards"] = new JsonObject { ["total"] = 1, ["failed"] = 0 },
        ["hits"] = new JsonObject
        {
            ["hits"] = new JsonArray([.. Documents.Select(d => new JsonObject { ["_id"] = d.Key, ["_source"] = d.Value.DeepClone(), ["sort"] = new JsonArray(1790000000000000000) })]),
        },
    });

    private (int Status, string Body) Create(string name, JsonObject document) => Documents.TryAdd(name, document)
        ? Json(201, new JsonObject { ["result"] = "created" })
        : Refuse(409, "version_conflict_engine_exception", "[observer]: version conflict, document already exists (current version [1])");

    private (int Status, string Body) SetPassword(string user, string password)
    {
        if (password.Length < 6)
            return Refuse(400, "action_request_validation_exception", "Validation Failed: 1: passwords must be at least [6] characters long;");
        if (!Passwords.ContainsKey(user))
            return Refuse(404, "validation_exception", $"Validation Failed: 1: user must exist in order to change password;");
        Passwords[user] = password;
        return (200, "{}");
    }

    private (int Status, string Body) User(string method, string name, string body)
    {
        if (method == "GET")
            return Users.TryGetValue(name, out JsonObject? found) ? Json(200, new JsonObject { [name] = found.DeepClone() }) : (404, "{}");

        JsonObject user = JsonNode.Parse(body)!.AsObject();
        string? password = user["password"]?.GetValue<string>();
        user.Remove("password");
        if (password is null && !Users.ContainsKey(name))
            return Refuse(400, "validation_exception", "Validation Failed: 1: password must be specified unless you are updating an existing user;");
        if (password is not null)
            Passwords[name] = password;
        bool created = !Users.ContainsKey(name);
        user["username"] = name;
        user["full_name"] = null;
        Users[name] = user;
        return Json(200, new JsonObject { ["created"] = created });
    }

    private (int Status, string Body) Find(string path)
    {
        string name = path.Split('/')[^1];
        if (!Objects.TryGetValue(path, out JsonObject? found))
            return path.StartsWith("_security", StringComparison.Ordinal) ? (404, "{}") : Refuse(404, "resource_not_found_exception", $"[{name}] not found");

        string kind = path.Split('/')[0];
        JsonObject one = found.DeepClone().AsObject();
        return Json(200, kind switch
        {
            "_component_template" => new JsonObject { ["component_templates"] = new JsonArray(new JsonObject { ["name"] = name, ["component_template"] = one }) },
            "_index_template" => new JsonObject { ["index_templates"] = new JsonArray(new JsonObject { ["name"] = name, ["index_template"] = one }) },
            _ => new JsonObject { [name] = one },
        });
    }

    private (int Status, string Body) Put(string path, JsonObject body)
    {
        string name = path.Split('/')[^1];
        if (path.StartsWith("_security/role/", StringComparison.Ordinal))
        {
            if (body["cluster"]?.AsArray().FirstOrDefault(p => !s_privileges.Contains(p!.GetValue<string>())) is { } unknown)
                return Refuse(400, "illegal_argument_exception", $"unknown cluster privilege [{unknown}]. a privilege must be either one of the predefined cluster privilege names [all,...] or a pattern");
            body.TryAdd("run_as", new JsonArray());
            body.TryAdd("applications", new JsonArray());
            body["transient_metadata"] = new JsonObject { ["enabled"] = true };
            foreach (JsonNode? indices in body["indices"]?.AsArray() ?? [])
                indices!["allow_restricted_indices"] = false;
        }

        if (path.StartsWith("_index_template/", StringComparison.Ordinal)
            && body["composed_of"]?.AsArray().FirstOrDefault(c => !Objects.ContainsKey($"_component_template/{c}")) is { } missing)
        {
            return Refuse(400, "invalid_index_template_exception", $"index_template [{name}] invalid, cause [index template [{name}] specified component templates [{missing}] that do not exist]");
        }

        if (body["template"]?["settings"] is JsonObject settings)
            body["template"]!["settings"] = new JsonObject { ["index"] = AsText(settings["index"] as JsonObject ?? settings) };
        // What is empty is not given back.
        if (body["template"]?["mappings"] is JsonObject { Count: 0 })
            body["template"]!.AsObject().Remove("mappings");
        if (body["data_stream"] is JsonObject stream)
            stream["hidden"] = false;
        if (path.StartsWith("_component_template/", StringComparison.Ordinal))
            body["modified_date_millis"] = 1790000000000;
        if (path.StartsWith("_ilm/", StringComparison.Ordinal))
            body["version"] = 1;
        Objects[path] = body;
        return Json(200, new JsonObject { ["acknowledged"] = true });
    }

    private static JsonObject AsText(JsonObject settings) => new(settings.Select(s => KeyValuePair.Create(
        s.Key.StartsWith("index.", StringComparison.Ordinal) ? s.Key["index.".Length..] : s.Key,
        (JsonNode?)(s.Value is JsonObject nested ? AsText(nested) : JsonValue.Create(s.Value!.ToString())))));

    private static (int Status, string Body) Refuse(int status, string type, string reason) => Json(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["root_cause"] = new JsonArray(new JsonObject { ["type"] = type, ["reason"] = reason }),
            ["type"] = type,
            ["reason"] = reason,
        },
        ["status"] = status,
    });
}
