namespace Mem0Observability.Observer.Otlp;

internal enum OtlpSignal
{
    Traces,
    Logs,
    Metrics,
}
