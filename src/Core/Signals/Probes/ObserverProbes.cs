using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Mem0Observability.Signals.Probes;

/// <summary>Probes by the published OTLP/HTTP port and by the observer, which has joined the networks of mem0.</summary>
internal sealed class ObserverProbes(HttpClient http, Uri observer, Uri otlp, string? otlpToken, TimeProvider time) : IProbes
{
    /// <summary>The service that a probe's span says it is from.</summary>
    public const string ServiceName = "mem0-check";

    private static readonly ApiErrorIds s_errors = new("ProbeUnreachable", "ProbeUnreachable", "ProbeRejected");

    private readonly ApiClient _observer = new(http, observer, "The observer", "observer", s_errors);

    private readonly ApiClient _otlp = new(
        http, otlp, "OTLP/HTTP", "observer", s_errors, otlpToken is null ? null : new AuthenticationHeaderValue("Bearer", otlpToken));

    public async Task SendTraceAsync(string traceId, CancellationToken cancellationToken)
    {
        string now = ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
        string spanId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        string body = $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{ServiceName}}}"}}]},
            "scopeSpans":[{"scope":{"name":"Mem0Observability"},"spans":[{"traceId":"{{{traceId}}}","spanId":"{{{spanId}}}","name":"check","kind":1,
            "startTimeUnixNano":"{{{now}}}","endTimeUnixNano":"{{{now}}}"}]}]}]}
            """;
        ApiAnswer answer = await _otlp.SendJsonAsync(HttpMethod.Post, "v1/traces", body, cancellationToken);
        // A rejected span is said in an answer of 200.
        if (!answer.IsSuccess || answer.Json?.Member("partialSuccess")?.TextOrNull("errorMessage") is { Length: > 0 })
            throw _otlp.Rejected("a trace", answer);
    }

    public async Task<ProbedRequest> RequestAsync(string service, string traceId, CancellationToken cancellationToken)
    {
        string body = JsonSerializer.Serialize(new ProbeOrder(service, traceId), SignalsJson.Default.ProbeOrder);
        ApiAnswer answer = await _observer.SendJsonAsync(HttpMethod.Post, "api/v1/canaries/request", body, cancellationToken);
        return _observer.Read(answer, $"a request to '{service}'", json => new ProbedRequest(
            service,
            json.Text("url"),
            json.Member("status")?.GetInt32(),
            json.TextOrNull("requestId"),
            json.TextOrNull("failure") ?? ""));
    }
}
