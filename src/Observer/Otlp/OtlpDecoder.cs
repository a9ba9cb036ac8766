using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>From the bytes of an export request straight into rows; the same for every transport.</summary>
/// <param name="retention">How far back a record may lie.</param>
/// <param name="redactor">Applied to the texts of log records; null where nothing is redacted.</param>
/// <remarks>Everything is checked here, so that whatever is stored can be read and rendered later.</remarks>
internal sealed class OtlpDecoder(TimeProvider time, TimeSpan retention, ILogRedactor? redactor = null)
{
    /// <param name="request"><c>ExportTraceServiceRequest</c>; copied into the batch.</param>
    /// <returns>The spans that were not kept.</returns>
    /// <exception cref="MalformedProtobufException">The bytes are no such request; dispose the batch.</exception>
    public Rejections DecodeTraces(TelemetryBatch batch, ReadOnlySpan<byte> request) => Decode(batch, request, OtlpSignal.Traces);

    /// <param name="request"><c>ExportLogsServiceRequest</c>; copied into the batch.</param>
    /// <returns>The log records that were not kept.</returns>
    /// <exception cref="MalformedProtobufException">The bytes are no such request; dispose the batch.</exception>
    public Rejections DecodeLogs(TelemetryBatch batch, ReadOnlySpan<byte> request)
    {
        var first = batch.Logs.Count;
        var rejections = Decode(batch, request, OtlpSignal.Logs);
        if (redactor is not null)
            new LogRedaction(redactor).Apply(batch, first);
        return rejections;
    }

    private Rejections Decode(TelemetryBatch batch, ReadOnlySpan<byte> request, OtlpSignal signal)
    {
        var offset = batch.Append(request);
        var rejections = new Rejections();
        // The copy is read, not what came in: one of the two is still in the processor's cache, and rows point into it.
        var pass = new DecodePass(batch, new TimeWindow(time.GetUtcNow(), retention), signal, rejections);
        pass.Run(offset);
        ArrivalTime.Stamp(batch, pass.Undated);
        return rejections;
    }
}
