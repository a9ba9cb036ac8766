using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace Mem0Observability.Observer.Http;

/// <summary>Reads a JSON body strictly: declared as JSON, bounded in size, valid, and nothing after it.</summary>
internal static class RequestBody
{
    /// <summary>About a thousand alerts in one notification; Alertmanager's <c>max_alerts</c> keeps below it.</summary>
    public const int WebhookLimit = 1024 * 1024;

    /// <summary>For our own small documents.</summary>
    public const int DocumentLimit = 16 * 1024;

    private const int ChunkSize = 16 * 1024;

    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, JsonTypeInfo<T> type, int limit)
        where T : class
    {
        DemandJson(request);
        var body = await ReadBytesAsync(request, limit);
        try
        {
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type)
                ?? throw new ProblemException(400, "malformed_json", "The body must be a JSON object, not null.");
        }
        catch (JsonException e)
        {
            // The parser's own message may quote the body; the position is enough to find the place.
            throw new ProblemException(
                400, "malformed_json", $"The body is not the expected JSON document: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static void DemandJson(HttpRequest request)
    {
        // Also what keeps other web pages out: a browser asks first before it sends this type to another origin.
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && request.Headers.ContentEncoding.Count == 0)
        {
            return;
        }

        throw new ProblemException(415, "unsupported_media_type", "Content-Type must be application/json in UTF-8, without Content-Encoding.");
    }

    private static async Task<MemoryStream> ReadBytesAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw TooLarge(limit);

        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
            {
                if (body.Length + read > limit)
                    throw TooLarge(limit);
                await body.WriteAsync(chunk.AsMemory(0, read), request.HttpContext.RequestAborted);
            }

            return body;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static ProblemException TooLarge(int limit) => new(413, "body_too_large", $"The body must not be larger than {limit} bytes.");
}
