using Mem0Observability.Model;

namespace Mem0Observability.Observer.Wire;

/// <summary>Turns stored OTLP messages into what users see.</summary>
/// <remarks>The intake has checked every message; a <see cref="MalformedProtobufException"/> here means that the file was damaged since.</remarks>
internal static partial class OtlpModel
{
    /// <param name="span">OTLP <c>Span</c> message.</param>
    /// <param name="resource">OTLP <c>Resource</c> message; may be empty.</param>
    /// <param name="scope">OTLP <c>InstrumentationScope</c> message; may be empty.</param>
    public static TraceSpan Span(ReadOnlySpan<byte> span, ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope) =>
        Span(span, OtlpContext.Read(resource, scope));

    /// <param name="record">OTLP <c>LogRecord</c> message.</param>
    /// <param name="resource">OTLP <c>Resource</c> message; may be empty.</param>
    /// <param name="id">Becomes <see cref="LogEntry.Id"/>.</param>
    public static LogEntry Log(ReadOnlySpan<byte> record, ReadOnlySpan<byte> resource, string id) => Log(record, OtlpContext.Read(resource, []), id);

    /// <summary>Null for an id that is absent or all zeros, which OTLP calls invalid.</summary>
    private static string? Id(ReadOnlySpan<byte> id) => id.ContainsAnyExcept((byte)0) ? Convert.ToHexStringLower(id) : null;
}
