using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Provisioning;

/// <summary>Kibana's API as the superuser.</summary>
internal sealed class KibanaAdmin(HttpClient http, Uri address, Func<string> password, TimeSpan patience, TimeProvider time)
{
    private const string Service = "kibana";

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        ApiAnswer answer = await Api().AwaitAsync("api/status", a => IsAvailable(a) || a.Status == HttpStatusCode.Unauthorized, cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized)
            ThrowIfRefused(answer, "its status");
        if (!IsAvailable(answer))
            throw Api().Client.Unreachable($"it says that it is '{Level(answer) ?? answer.Excerpt}'");
    }

    public async Task<JsonElement?> FindAsync(string path, string doing, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await Api().GetAsync(path, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
            return null;
        ThrowIfRefused(answer, doing);
        return answer.Json;
    }

    public async Task PostAsync(string path, JsonObject body, string doing, CancellationToken cancellationToken) =>
        ThrowIfRefused(await Api().SendJsonAsync(HttpMethod.Post, path, body.ToJsonString(), cancellationToken), doing);

    /// <returns>The objects, a line each; null where at least one of them does not exist.</returns>
    public async Task<string?> ExportAsync(JsonArray objects, CancellationToken cancellationToken)
    {
        JsonObject body = new() { ["objects"] = objects, ["excludeExportDetails"] = true };
        ApiAnswer answer = await Api().SendJsonAsync(HttpMethod.Post, "api/saved_objects/_export", body.ToJsonString(), cancellationToken);
        if (answer.Status == HttpStatusCode.BadRequest && answer.Json?.Member("attributes")?.Member("objects") is not null)
            return null;
        ThrowIfRefused(answer, "what it has of the saved objects");
        return answer.Text;
    }

    /// <returns>Kibana's account of it: <c>success</c>, <c>successCount</c> and <c>errors</c>.</returns>
    public async Task<JsonElement> ImportAsync(string name, string lines, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await Api().PostAsync("api/saved_objects/_import?overwrite=true", () => Form(name, lines), cancellationToken);
        ThrowIfRefused(answer, $"the saved objects in {name}");
        return answer.Json ?? throw Api().Client.Rejected($"the saved objects in {name}", answer);
    }

    /// <summary>With quotes as browsers set them, which is all that some parsers of forms know.</summary>
    private static MultipartFormDataContent Form(string name, string lines)
    {
        string boundary = "mem0-" + Guid.NewGuid().ToString("N");
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
#pragma warning disable CA2000 // The form disposes what is added to it.
        var file = new StringContent(lines, Encoding.UTF8, "application/ndjson");
#pragma warning restore CA2000
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{name}\"" };
        form.Add(file);
        return form;
    }

    private static bool IsAvailable(ApiAnswer answer) => Level(answer) == "available";

    private static string? Level(ApiAnswer answer) => answer.Json?.Member("status")?.Member("overall")?.TextOrNull("level");

    // Kibana takes no change without the header: it tells a program from a page that a browser was led to.
    private PatientApi Api() => new(
        new ApiClient(http, address, "Kibana", Service, PatientApi.Errors, StoreCredential.Basic(ElasticAdmin.Superuser, password()).Header, ("kbn-xsrf", "true")), patience, time);

    private void ThrowIfRefused(ApiAnswer answer, string doing)
    {
        if (answer.IsSuccess)
            return;
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new StackException(
                "ProvisioningCredentialRefused",
                StackErrorCategory.PermissionDenied,
                $"Kibana at {address} does not let '{ElasticAdmin.Superuser}' in ({(int)answer.Status}): is elastic_password in the state folder the password of this Elasticsearch?",
                Service);
        }

        throw answer.Json?.TextOrNull("message") is { } message
            ? new StackException(PatientApi.Errors.Rejected, StackErrorCategory.InvalidResult, $"Kibana at {address} refused {doing} ({(int)answer.Status}): {message}", Service)
            : Api().Client.Rejected(doing, answer);
    }
}
