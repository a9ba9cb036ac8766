namespace Mem0Observability.Observer.Otlp;

/// <summary>A feature of connections that came in for OTLP.</summary>
internal sealed class OtlpPort
{
    public static readonly OtlpPort Grpc = new();
    public static readonly OtlpPort Http = new();

    private OtlpPort()
    {
    }
}
