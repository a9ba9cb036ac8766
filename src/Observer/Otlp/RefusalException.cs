using Grpc.Core;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>An export request that is not taken, in the terms of both transports; gRPC knows how to answer it as it is.</summary>
/// <remarks>A sender tries again exactly where <see cref="RetryAfter"/> is set: https://opentelemetry.io/docs/specs/otlp/#failures</remarks>
internal sealed class RefusalException : RpcException
{
    private RefusalException(StatusCode code, int httpStatus, string outcome, string message, TimeSpan? retryAfter = null)
        : base(new Status(code, message), Details(code, message, retryAfter)) =>
        (HttpStatus, Outcome, RetryAfter) = (httpStatus, outcome, retryAfter);

    public int HttpStatus { get; }

    public string Outcome { get; }

    public TimeSpan? RetryAfter { get; }

    public static RefusalException Malformed(string what) =>
        new(StatusCode.InvalidArgument, 400, OtlpOutcomes.Malformed, $"The request cannot be decoded: {what}.");

    public static RefusalException Malformed(MalformedProtobufException e) => Malformed(e.Message);

    public static RefusalException TooLarge(int limit) => new(
        StatusCode.ResourceExhausted, 413, OtlpOutcomes.TooLarge, $"The request is larger than {limit} bytes, uncompressed. Send smaller batches.");

    public static RefusalException Busy() => new(
        StatusCode.ResourceExhausted, 429, OtlpOutcomes.Busy, "Too much is under way already; try again.", TimeSpan.FromSeconds(1));

    /// <remarks>A full disk does not empty itself within a second.</remarks>
    public static RefusalException Unavailable(StoreUnavailableException e) =>
        new(StatusCode.Unavailable, 503, OtlpOutcomes.Unavailable, $"The records were not stored ({e.Reason}); try again.", TimeSpan.FromSeconds(5));

    public static RefusalException Unauthenticated() => new(
        StatusCode.Unauthenticated, 401, OtlpOutcomes.Unauthenticated, "This endpoint needs its bearer token: authorization: Bearer <token>.");

    public static RefusalException Unsupported(string what) =>
        new(StatusCode.InvalidArgument, 415, OtlpOutcomes.Unsupported, what);

    public static RefusalException NoSuchPath() => new(
        StatusCode.Unimplemented, 404, OtlpOutcomes.Unsupported, "There is nothing here; OTLP goes to /v1/traces, /v1/logs and /v1/metrics.");

    public static RefusalException WrongMethod() =>
        new(StatusCode.Unimplemented, 405, OtlpOutcomes.Unsupported, "OTLP is sent with POST.");

    private static Metadata Details(StatusCode code, string message, TimeSpan? retryAfter)
    {
        var trailers = new Metadata();
        if (retryAfter is { } wait)
            trailers.Add("grpc-status-details-bin", RpcStatus.Write(code, message, wait));
        return trailers;
    }
}
