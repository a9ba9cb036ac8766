using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Mem0Observability.Observer.Canary;

/// <summary>Sends by OTLP/HTTP as any application would. The texts are ours: nothing in them needs escaping.</summary>
internal sealed class OtlpSender(HttpClient http, CanarySettings settings, TimeProvider time)
{
    private const string Resource = """{"attributes":[{"key":"service.name","value":{"stringValue":"observer"}}]}""";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public Task SendSpanAsync(string traceId, CancellationToken cancellationToken) => PostAsync(
        "v1/traces",
        $$$"""
        {"resourceSpans":[{"resource":{{{Resource}}},"scopeSpans":[{"scope":{"name":"canary"},"spans":[{"traceId":"{{{traceId}}}",
        "spanId":"{{{traceId[..16]}}}","name":"canary","kind":1,"startTimeUnixNano":"{{{Now}}}","endTimeUnixNano":"{{{Now}}}"}]}]}]}
        """,
        cancellationToken);

    public Task SendLogAsync(string message, CancellationToken cancellationToken) => PostAsync(
        "v1/logs",
        $$$"""
        {"resourceLogs":[{"resource":{{{Resource}}},"scopeLogs":[{"scope":{"name":"canary"},"logRecords":[{"timeUnixNano":"{{{Now}}}",
        "severityNumber":9,"body":{"stringValue":"{{{message}}}"}}]}]}]}
        """,
        cancellationToken);

    private string Now => ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private async Task PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        var address = new Uri(settings.Otlp ?? throw new CanaryException("OTLP over HTTP is switched off"), path);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        linked.CancelAfter(s_limit);
        try
        {
            if (settings.OtlpTokenFile is { } file)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, linked.Token)).Trim());
            using var response = await http.SendAsync(request, linked.Token);
            if (!response.IsSuccessStatusCode)
                throw new CanaryException($"{address} answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new CanaryException($"{address} cannot be reached: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CanaryException($"{address} did not answer within {s_limit.TotalSeconds:0} s", e);
        }
    }
}
