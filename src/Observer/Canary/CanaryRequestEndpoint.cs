using System.Security.Cryptography;
using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Canary;

/// <summary>Sends one real request to a service of mem0, for who cannot reach its network. Only to the configured addresses.</summary>
internal sealed class CanaryRequestEndpoint(HttpClient http, CanarySettings settings)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(8);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/canaries/request", SendAsync);

    private async Task SendAsync(HttpContext context)
    {
        var order = await context.Request.ReadJsonAsync(ApiJson.Default.CanaryOrder, RequestBody.DocumentLimit);
        if (order.TraceId is not { Length: 32 } traceId || !traceId.All(char.IsAsciiHexDigitLower) || traceId.All(c => c == '0'))
            throw new ProblemException(400, "invalid_canary", "traceId must be 32 hexadecimal digits in lower case, not all zero.");
        if (order.Service is null || !settings.Targets.TryGetValue(order.Service, out var target))
            throw new ProblemException(404, "unknown_canary_target", $"There is no request for this service; there is for {string.Join(", ", settings.Targets.Keys)}.");

        await context.WriteAsync(await RequestAsync(order.Service, traceId, target, context.RequestAborted), ApiJson.Default.CanaryAnswer);
    }

    private async Task<CanaryAnswer> RequestAsync(string service, string traceId, Uri target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Add("traceparent", $"00-{traceId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}-01");
        // mem0 makes its own and says it; others take this one over.
        request.Headers.Add("X-Request-ID", traceId[..16]);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        linked.CancelAfter(s_limit);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            var requestId = response.Headers.TryGetValues("X-Request-ID", out var values) ? values.FirstOrDefault() : null;
            return new CanaryAnswer(service, target.AbsoluteUri, (int)response.StatusCode, requestId, null);
        }
        catch (HttpRequestException e)
        {
            return new CanaryAnswer(service, target.AbsoluteUri, null, null, (e.InnerException ?? e).Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CanaryAnswer(service, target.AbsoluteUri, null, null, $"no answer within {s_limit.TotalSeconds:0} s");
        }
    }
}
