using Mem0Observability.Observer.Otlp;
using Mem0Observability.Observer.Redaction;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Tests.Unit.Observer.Otlp;

/// <summary>Decodes into a batch of its own.</summary>
internal static class Decoding
{
    public static (IReadOnlyList<StoredRow> Rows, Rejections Rejections) Traces(byte[] request) => Run(request, OtlpSignal.Traces, null);

    public static (IReadOnlyList<StoredRow> Rows, Rejections Rejections) Logs(byte[] request, ILogRedactor? redactor = null) =>
        Run(request, OtlpSignal.Logs, redactor);

    public static (IReadOnlyList<StoredRow> Rows, Rejections Rejections) Run(byte[] request, OtlpSignal signal, ILogRedactor? redactor)
    {
        using var sink = new FakeSink();
        using var batch = sink.TryRent(request.Length)!;
        using var body = PooledBytes.Copy(request);
        var decoder = new OtlpDecoder(new ManualTime(), TimeSpan.FromDays(7), redactor);
        var rejections = signal == OtlpSignal.Traces ? decoder.DecodeTraces(batch, body) : decoder.DecodeLogs(batch, body);
        return (StoredRow.All(batch), rejections);
    }
}
