using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Provisioning;

/// <summary>Elasticsearch's API as the superuser, and as any other user to see whether a password is right.</summary>
internal sealed class ElasticAdmin(HttpClient http, Uri address, Func<string> password, TimeSpan patience, TimeProvider time)
{
    public const string Superuser = "elastic";

    private const string Service = "elasticsearch";

    /// <summary>A node that starts again refuses the right password until it has read the index with the users.</summary>
    private static readonly TimeSpan s_recovery = TimeSpan.FromSeconds(20);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        TimeSpan grace = patience < s_recovery ? patience : s_recovery;
        ApiAnswer answer = await Api().AwaitAsync(
            "_cluster/health?wait_for_status=yellow&timeout=1s",
            a => a.IsSuccess || (a.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && time.GetElapsedTime(start) >= grace),
            cancellationToken);
        ThrowIfRefused(answer, "its health");
    }

    /// <returns>Null where there is none.</returns>
    public async Task<JsonObject?> FindAsync(string path, string doing, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await Api().GetAsync(path, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
            return null;
        ThrowIfRefused(answer, doing);
        return answer.Json is { ValueKind: JsonValueKind.Object } json ? JsonObject.Create(json) : throw Api().Client.Rejected(doing, answer);
    }

    public async Task SendAsync(HttpMethod method, string path, JsonObject body, string doing, CancellationToken cancellationToken) =>
        ThrowIfRefused(await Api().SendJsonAsync(method, path, body.ToJsonString(), cancellationToken), doing);

    public Task SetPasswordAsync(string user, string newPassword, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, $"_security/user/{Uri.EscapeDataString(user)}/_password", new JsonObject { ["password"] = newPassword }, $"the password of '{user}'", cancellationToken);

    public async Task<bool> IsPasswordAsync(string user, string candidate, CancellationToken cancellationToken)
    {
        PatientApi api = Api(StoreCredential.Basic(user, candidate));
        ApiAnswer answer = await api.GetAsync("_security/_authenticate", cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized)
            return false;
        ThrowIfRefused(answer, $"who '{user}' is");
        // An Elasticsearch without security lets everybody in, as somebody else.
        return api.Client.Read(answer, $"who '{user}' is", json => json.TextOrNull("username")) == user;
    }

    private PatientApi Api(StoreCredential? credential = null) => new(
        new ApiClient(http, address, "Elasticsearch", Service, PatientApi.Errors, (credential ?? StoreCredential.Basic(Superuser, password())).Header), patience, time);

    private void ThrowIfRefused(ApiAnswer answer, string doing)
    {
        if (answer.IsSuccess)
            return;
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new StackException(
                "ProvisioningCredentialRefused",
                StackErrorCategory.PermissionDenied,
                $"Elasticsearch at {address} refuses the password of '{Superuser}' ({(int)answer.Status}). Its data keeps the password of its first start: is elastic_password in the state folder another one's? See: about_Mem0Observability, State folder",
                Service);
        }

        if (answer.Json?.Member("error") is { } error)
        {
            throw new StackException(
                PatientApi.Errors.Rejected, StackErrorCategory.InvalidResult, $"Elasticsearch at {address} refused {doing} ({(int)answer.Status}): {Reason(error)}", Service);
        }

        throw Api().Client.Rejected(doing, answer);
    }

    /// <summary>The outer reason says which object, the innermost what is wrong with it.</summary>
    private static string Reason(JsonElement error)
    {
        List<string> reasons = [];
        for (JsonElement? cause = error; cause is { } one; cause = one.Member("caused_by"))
        {
            if (one.ValueKind == JsonValueKind.String)
                reasons.Add(one.GetString()!);
            else if (one.TextOrNull("reason") is { } reason && !reasons.Contains(reason))
                reasons.Add(reason);
        }

        return string.Join(": ", reasons.Select(r => r.TrimEnd('.')));
    }
}
