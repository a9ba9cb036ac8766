using Microsoft.Net.Http.Headers;

namespace Mem0Observability.Observer.Otlp.Http;

/// <summary>How a body is written; the answer is written in the same way.</summary>
internal sealed class OtlpFormat
{
    public static readonly OtlpFormat Protobuf = new("application/x-protobuf");
    public static readonly OtlpFormat Json = new("application/json");

    /// <summary>Anything else; answered in what an OTLP client reads.</summary>
    public static readonly OtlpFormat Unknown = new("application/x-protobuf");

    private OtlpFormat(string contentType) => ContentType = contentType;

    public string ContentType { get; }

    public static OtlpFormat Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return Unknown;
        if (type.MediaType.Equals(Json.ContentType, StringComparison.OrdinalIgnoreCase))
            return Json;
        return type.MediaType.Equals(Protobuf.ContentType, StringComparison.OrdinalIgnoreCase) ? Protobuf : Unknown;
    }
}
