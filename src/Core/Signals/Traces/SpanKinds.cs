namespace Mem0Observability.Signals.Traces;

/// <summary>OTLP's span kinds: number (0 to 5), our name, and Jaeger's, which is ours in lower case.</summary>
internal static class SpanKinds
{
    private static readonly string[] s_names = ["", "Internal", "Server", "Client", "Producer", "Consumer"];

    public static string Name(long number) => number >= 0 && number < s_names.Length ? s_names[number] : "";

    /// <summary>Zero where the name is unknown.</summary>
    public static int Number(string name) => Math.Max(0, Array.FindIndex(s_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)));
}
