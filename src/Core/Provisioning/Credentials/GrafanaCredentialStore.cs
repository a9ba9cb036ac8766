using System.Net;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>Grafana's administrator, who changes the own password.</summary>
/// <remarks>Grafana locks an account for five minutes after five wrong passwords: nothing here is tried more often than needed.</remarks>
internal sealed class GrafanaCredentialStore(HttpClient http, Uri address) : ICredentialStore
{
    private const string Admin = "admin";

    private static readonly ApiErrorIds s_errors = new("GrafanaUnreachable", "GrafanaUnreachable", "GrafanaRejected");

    public async Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken)
    {
        ApiClient api = Api(secret);
        ApiAnswer answer = await api.GetAsync("api/user", cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized)
            return false;
        return answer.IsSuccess ? true : throw api.Rejected("who is signed in", answer);
    }

    public async Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken)
    {
        ApiClient api = Api(current);
        JsonObject body = new() { ["oldPassword"] = current, ["newPassword"] = next, ["confirmNew"] = next };
        ApiAnswer answer = await api.SendJsonAsync(HttpMethod.Put, "api/user/password", body.ToJsonString(), cancellationToken);
        if (answer.IsSuccess)
            return null;
        if (answer.Status != HttpStatusCode.Unauthorized)
            throw api.Rejected("a new password", answer);

        throw new StackException(
            "CredentialOutOfStep",
            StackErrorCategory.PermissionDenied,
            $"Grafana at {address} refuses the password of '{Admin}' that the state folder has: somebody changed it there. Put it into grafana_admin_password, or in the container: grafana cli admin reset-admin-password",
            "grafana");
    }

    private ApiClient Api(string secret) => new(http, address, "Grafana", "grafana", s_errors, StoreCredential.Basic(Admin, secret).Header);
}
