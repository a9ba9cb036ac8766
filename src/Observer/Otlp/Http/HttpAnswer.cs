using System.Text.Json;

namespace Mem0Observability.Observer.Otlp.Http;

/// <summary>Answers in the format of the request: https://opentelemetry.io/docs/specs/otlp/#otlphttp-response</summary>
internal static class HttpAnswer
{
    public static Task WriteAsync(HttpResponse response, OtlpFormat format, byte[] body)
    {
        response.ContentType = format.ContentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>The body is a <c>google.rpc.Status</c>.</summary>
    public static Task RefuseAsync(HttpResponse response, OtlpFormat format, RefusalException refusal)
    {
        response.StatusCode = refusal.HttpStatus;
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = $"{wait.TotalSeconds}";
        if (refusal.HttpStatus == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (refusal.HttpStatus == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = "POST";
        var body = format == OtlpFormat.Json ? Json(refusal) : RpcStatus.Write(refusal.StatusCode, refusal.Status.Detail);
        return WriteAsync(response, format, body);
    }

    private static byte[] Json(RefusalException refusal)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)refusal.StatusCode);
            json.WriteString("message", refusal.Status.Detail);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
