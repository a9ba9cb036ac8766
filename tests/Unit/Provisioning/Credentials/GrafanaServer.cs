using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Mem0Observability.Tests.Unit.Provisioning.Credentials;

/// <summary>Grafana's API of the signed-in user, as it is documented.</summary>
internal sealed class GrafanaServer : StatefulServer
{
    public string Password { get; set; } = "first-grafana";

    protected override Task<(int Status, string Body)> AnswerAsync(HttpRequest request, string path, string body)
    {
        if (Basic(request) != ("admin", Password))
            return Task.FromResult(Json(401, new JsonObject { ["message"] = "Invalid username or password" }));
        if (path == "/api/user")
            return Task.FromResult(Json(200, new JsonObject { ["login"] = "admin" }));

        JsonNode change = JsonNode.Parse(body)!;
        if (change["oldPassword"]!.GetValue<string>() != Password || change["newPassword"]!.GetValue<string>() != change["confirmNew"]!.GetValue<string>())
            return Task.FromResult(Json(400, new JsonObject { ["message"] = "Passwords do not match" }));
        Password = change["newPassword"]!.GetValue<string>();
        return Task.FromResult(Json(200, new JsonObject { ["message"] = "User password changed" }));
    }
}
