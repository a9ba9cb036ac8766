using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mem0Observability.Observer.Http;

internal static class JsonResponse
{
    public static Task WriteAsync<T>(
        this HttpContext context, T value, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        // Whole before it is sent: a failure while serialising must not leave half an answer.
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
