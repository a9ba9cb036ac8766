using System.Net;
using System.Net.Http.Headers;
using Mem0Observability.Signals;

namespace Mem0Observability.Provisioning.Credentials;

/// <summary>The intake of telemetry reads its token when it starts; there is nothing to change there.</summary>
internal sealed class OtlpTokenStore(HttpClient http, Uri address, TimeSpan patience, TimeProvider time) : ICredentialStore
{
    private static readonly ApiErrorIds s_errors = new("ProbeUnreachable", "ProbeUnreachable", "ProbeRejected");

    /// <returns>Null where it asks nobody for a token.</returns>
    public async Task<bool?> AcceptsAsync(string secret, CancellationToken cancellationToken)
    {
        if (await IsInAsync(null, cancellationToken))
            return null;
        return await IsInAsync(secret, cancellationToken);
    }

    public Task<string?> ChangeAsync(string current, string next, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private async Task<bool> IsInAsync(string? token, CancellationToken cancellationToken)
    {
        var client = new ApiClient(http, address, "OTLP/HTTP", "observer", s_errors, token is null ? null : new AuthenticationHeaderValue("Bearer", token));
        ApiAnswer answer = await new PatientApi(client, patience, time).SendJsonAsync(HttpMethod.Post, "v1/traces", """{"resourceSpans":[]}""", cancellationToken);
        return answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? false : answer.IsSuccess ? true : throw client.Rejected("an empty export", answer);
    }
}
