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
    /// <param name="request"><c>ExportTraceServiceRequest</c>; taken over by the batch, and empty afterwards.</param>
    /// <returns>The spans that were not kept.</returns>
    /// <exception cref="MalformedProtobufException">The bytes are no such request; dispose the batch.</exception>
    public Rejections DecodeTraces(TelemetryBatch batch, PooledBytes request) => Decode(batch, request, OtlpSignal.Traces);

    /// <param name="request"><c>ExportLogsServiceRequest</c>; taken over by the batch, and empty afterwards.</param>
    /// <returns>The log records that were not kept.</returns>
    /// <exception cref="MalformedProtobufException">The bytes are no such request; dispose the batch.</exception>
    public Rejections DecodeLogs(TelemetryBatch batch, PooledBytes request)
    {
        var first = batch.Logs.Count;
        var rejections = Decode(batch, request, OtlpSignal.Logs);
        if (redactor is not null)
            new LogRedaction(redactor).Apply(batch, first);
        return rejections;
    }

    private Rejections Decode(TelemetryBatch batch, PooledBytes request, OtlpSignal signal)
    {
        batch.Adopt(request);
        var rejections = new Rejections();
        var pass = new DecodePass(batch, new TimeWindow(time.GetUtcNow(), retention), signal, rejections);
        pass.Run();
        ArrivalTime.Stamp(batch, pass.Undated);
        return rejections;
    }
}
