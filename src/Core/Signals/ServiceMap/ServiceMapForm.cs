namespace Mem0Observability.Signals.ServiceMap;

/// <summary>Texts that other tools draw.</summary>
internal enum ServiceMapForm
{
    Mermaid,
    Dot,
}
