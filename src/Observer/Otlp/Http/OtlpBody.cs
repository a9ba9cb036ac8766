using Mem0Observability.Observer.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Mem0Observability.Observer.Otlp.Http;

/// <summary>Reads a body whole, decompressed, and never more of it than the limit.</summary>
internal static class OtlpBody
{
    private const int FirstPiece = 64 * 1024;

    public static async Task<PooledBytes> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            throw RefusalException.TooLarge(limit);
        // The loop below counts; the server's own limit is for the small documents of the other ports.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;

        await using var body = new BoundedStream(request.Body, CodingOf(request), limit);
        // A length that is only announced is not yet a reason to rent as much.
        var bytes = new PooledBytes((int)Math.Clamp(request.ContentLength ?? 0, FirstPiece, 16 * FirstPiece));
        try
        {
            int read;
            while ((read = await body.ReadAsync(bytes.Free(), request.HttpContext.RequestAborted)) > 0)
                bytes.Advance(read);
            (var whole, bytes) = (bytes, null);
            return whole;
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static string CodingOf(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        "" => ContentCoding.Identity,
        ContentCoding.Identity or ContentCoding.Gzip or ContentCoding.Zstd => request.Headers.ContentEncoding.ToString(),
        _ => throw RefusalException.Unsupported("Content-Encoding must be gzip, zstd or identity."),
    };
}
